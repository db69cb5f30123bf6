// SPDX-License-Identifier: Apache-2.0
plugins {
    java
}

repositories {
    // Where consumer/run puts what was just built; an own project needs mavenCentral() only.
    providers.gradleProperty("justBuilt").orNull?.let { maven(uri(it)) }
    mavenCentral()
}

dependencies {
    testImplementation(platform("org.tipcjunit:tipc-junit-bom:0.1.0-SNAPSHOT"))
    testImplementation("org.tipcjunit:tipc-junit")
    testRuntimeOnly("org.junit.jupiter:junit-jupiter-engine:5.14.4")
    testRuntimeOnly("org.junit.platform:junit-platform-launcher:1.14.4")
}

tasks.withType<JavaCompile>().configureEach {
    options.release = 17
}

sourceSets {
    test {
        // The class of the Maven project; an own one lies in src/test/java.
        java.srcDir("../maven/src/test/java")
    }
}

tasks.test {
    useJUnitPlatform()
    // Of tipc's settings, those that were given to Gradle: ./gradlew test -Dtipc.require=certified
    systemProperties(System.getProperties().map { (name, value) -> name.toString() to value }
        .filter { (name, _) -> name.startsWith("tipc.") }.toMap())
    // A model may have changed although no Java did.
    outputs.upToDateWhen { false }
}
