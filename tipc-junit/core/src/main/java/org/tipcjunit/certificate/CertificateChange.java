// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.certificate.Certificate.ClauseResult;
import org.tipcjunit.certificate.Certificate.EvidenceKind;
import org.tipcjunit.certificate.Certificate.FindingResult;
import org.tipcjunit.certificate.page.Language;
import org.tipcjunit.certificate.page.PageText;
import org.tipcjunit.certificate.page.PageWords;
import org.tipcjunit.certificate.page.Sentences;

/**
 * Something that is otherwise in one certificate of a model than in another.
 *
 * @param group what it is of, such as {@code verdict} or {@code environment}
 * @param what what it is
 * @param before what the first says; {@value #NOTHING} where it says nothing
 * @param after what the second says; {@value #NOTHING} where it says nothing
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record CertificateChange(String group, String what, String before, String after) {

    /** What stands where a certificate says nothing. */
    public static final String NOTHING = "-";

    private static final String FINDING = "finding";
    private static final String STATUS = "status";
    private static final String VERDICT = "verdict";
    private static final String COMMANDS = "commands";
    private static final String CLAUSE = "clause ";
    private static final int STAGES_NAMED = 3;
    private static final int PICTURES_NAMED = 3;
    private static final Pattern OF_FILE =
            Pattern.compile("(.*)( \\(evidence/[^()]*\\))(, and [0-9]+ others)?", Pattern.DOTALL);
    private static final Pattern OF_UNIT = Pattern.compile("(-?[0-9.]+(?:e-?[0-9]+)?) ([a-zA-Z].*)");
    private static final Pattern OF_ALL = Pattern.compile("([0-9]+) of ([0-9]+) ([a-zA-Z].*)");
    /** The interpreter of a command, and a package's file, which lie elsewhere on each machine. */
    private static final Pattern INTERPRETER = Pattern.compile("^/\\S*/bin/(?=(python|pypy)[0-9.]*( |$))");

    private static final Pattern PACKAGES = Pattern.compile("^/.*/(?=(site|dist)-packages/)");
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
    private static final int DIGITS = 12;

    private record Key(String group, String what) {}

    /**
     * Get what changed between two certificates: verdicts, figures, pictures, commands, declarations, environment and code.
     * How long things took is not told, since it is never equal.
     *
     * @return the changes in the order of a certificate; empty where both say the same
     */
    public static List<CertificateChange> between(Certificate first, Certificate second) {
        Map<Key, String> before = facts(first);
        Map<Key, String> after = facts(second);
        Set<Key> keys = new LinkedHashSet<>(before.keySet());
        keys.addAll(after.keySet());
        List<CertificateChange> changes = new ArrayList<>();
        for (Key key : keys) {
            String old = before.getOrDefault(key, NOTHING);
            String now = after.getOrDefault(key, NOTHING);
            if (!old.equals(now)) {
                changes.add(new CertificateChange(key.group(), key.what(), old, now));
            }
        }
        // What was drawn of figures is another picture wherever they are others.
        Set<String> measured = changes.stream()
                .filter(change -> !change.ofPicture())
                .map(CertificateChange::group)
                .collect(Collectors.toSet());
        changes.removeIf(change -> change.isPicture() && measured.contains(change.group()));
        return inOrder(changes);
    }

    /** Put what a reader asks for first: verdicts, clauses that were decided otherwise, figures, where it ran; commands come last. */
    private static List<CertificateChange> inOrder(List<CertificateChange> changes) {
        Set<String> decided = changes.stream()
                .filter(change -> change.what().equals(STATUS))
                .map(CertificateChange::group)
                .collect(Collectors.toSet());
        List<CertificateChange> ordered = new ArrayList<>();
        changes.stream().filter(change -> change.group().equals(VERDICT)).forEach(ordered::add);
        changes.stream().filter(change -> decided.contains(change.group())).forEach(ordered::add);
        changes.stream()
                .filter(change -> !ordered.contains(change) && !change.group().equals(COMMANDS))
                .forEach(ordered::add);
        foldPictures(ordered);
        ordered.addAll(folded(changes.stream()
                .filter(change -> change.group().equals(COMMANDS))
                .toList()));
        return ordered;
    }

    /** Name the first of many pictures of a clause that are others now: digests tell nobody more. */
    private static void foldPictures(List<CertificateChange> changes) {
        Map<String, List<CertificateChange>> pictures = changes.stream()
                .filter(CertificateChange::isPicture)
                .collect(Collectors.groupingBy(CertificateChange::group));
        pictures.values().stream().filter(same -> same.size() > PICTURES_NAMED).forEach(same -> {
            CertificateChange first = same.get(0);
            String what = first.what() + ", and " + (same.size() - 1) + " others";
            changes.set(
                    changes.indexOf(first), new CertificateChange(first.group(), what, first.before(), first.after()));
            changes.removeAll(same.subList(1, same.size()));
        });
    }

    private boolean ofPicture() {
        return OF_FILE.matcher(what).matches();
    }

    /** Whether a picture of both is another one. */
    private boolean isPicture() {
        return ofPicture()
                && DIGEST.matcher(before).matches()
                && DIGEST.matcher(after).matches();
    }

    /** Say once what changed in many commands in the same way, such as the path of the interpreter. */
    private static List<CertificateChange> folded(List<CertificateChange> commands) {
        Map<Exchange, List<CertificateChange>> byCause = new LinkedHashMap<>();
        commands.forEach(change -> byCause.computeIfAbsent(
                        Exchange.in(change.before(), change.after()), cause -> new ArrayList<>())
                .add(change));
        List<CertificateChange> folded = new ArrayList<>();
        byCause.forEach((cause, same) -> {
            if (same.size() == 1) {
                folded.addAll(same);
            } else {
                String stages = same.stream()
                                .limit(STAGES_NAMED)
                                .map(CertificateChange::what)
                                .collect(Collectors.joining(", "))
                        + (same.size() > STAGES_NAMED ? ", ... (" + same.size() + ")" : "");
                folded.add(new CertificateChange(COMMANDS, stages, cause.before(), cause.after()));
            }
        });
        return folded;
    }

    /**
     * The words that were exchanged in a command.
     *
     * @param before those that were there
     * @param after those that are there now
     */
    private record Exchange(String before, String after) {

        static Exchange in(String before, String after) {
            List<String> old = List.of(before.split(" "));
            List<String> now = List.of(after.split(" "));
            if (old.size() != now.size() || before.equals(NOTHING) || after.equals(NOTHING)) {
                return new Exchange(before, after);
            }
            Set<String> oldWords = new LinkedHashSet<>();
            Set<String> newWords = new LinkedHashSet<>();
            for (int i = 0; i < old.size(); i++) {
                if (!old.get(i).equals(now.get(i))) {
                    oldWords.add(old.get(i));
                    newWords.add(now.get(i));
                }
            }
            return new Exchange(String.join(" ... ", oldWords), String.join(" ... ", newWords));
        }
    }

    /** Get the same as it is told: names and what was found in a language, and of digests as much as tells them apart. */
    public CertificateChange told(Language language) {
        Sentences sentences = Sentences.in(language);
        Matcher file = OF_FILE.matcher(what);
        String said = file.matches()
                ? sentences.label(file.group(1))
                        + file.group(2)
                        + (file.group(3) == null ? "" : sentences.label(file.group(3)))
                : sentences.label(what);
        return isPicture()
                ? new CertificateChange(group, said, sentences.label("a picture"), sentences.label("another picture"))
                : new CertificateChange(group, said, told(before, sentences), told(after, sentences));
    }

    private String told(String value, Sentences sentences) {
        if (DIGEST.matcher(value).matches()) {
            return "SHA-256 " + value.substring(0, DIGITS) + "...";
        }
        if (what.equals(FINDING)) {
            return sentences.summary(value);
        }
        if (what.equals(STATUS) || (group.equals(VERDICT) && what.equals(VERDICT))) {
            return decided(value, sentences.language());
        }
        if (group.equals(COMMANDS)) {
            return ended(value, sentences);
        }
        return group.startsWith(CLAUSE) ? measured(value, sentences) : value;
    }

    /** In English as certificates have it, in capitals. */
    private static String decided(String value, Language language) {
        String key = value.equals("NOT CERTIFIED")
                ? "notCertified"
                : value.toLowerCase(Locale.ROOT).replace(' ', '_');
        return language == Language.ENGLISH ? value : PageWords.in(language).getOr(key, value);
    }

    /** How a command ended stands behind it. */
    private static String ended(String command, Sentences sentences) {
        int end = command.lastIndexOf(", ");
        return end < 0 ? command : command.substring(0, end) + ", " + sentences.label(command.substring(end + 2));
    }

    private static String measured(String value, Sentences sentences) {
        Matcher share = OF_ALL.matcher(value);
        if (share.matches() && sentences.language() != Language.ENGLISH) {
            return share.group(1) + "/" + share.group(2) + " " + sentences.label(share.group(3));
        }
        String said = sentences.cell(value);
        Matcher number = OF_UNIT.matcher(value);
        return said.equals(value) && number.matches() ? number.group(1) + " " + sentences.label(number.group(2)) : said;
    }

    private static Map<Key, String> facts(Certificate certificate) {
        Map<Key, String> facts = new LinkedHashMap<>();
        put(facts, VERDICT, VERDICT, certificate.verdict().name().replace('_', ' '));
        put(facts, VERDICT, "model", certificate.model());
        put(facts, VERDICT, "mode", certificate.mode());
        certificate.clauses().forEach(clause -> clause(facts, clause));
        environment(facts, certificate);
        certificate.chain().declared().forEach(declared -> put(facts, "declared", declared.name(), declared.value()));
        certificate
                .chain()
                .cells()
                .forEach(cell ->
                        put(facts, "inference matrix", cell.cell(), cell.run().name()));
        certificate.chain().notRun().forEach(not -> put(facts, "not run", not.what(), not.reason()));
        certificate.run().overrides().forEach((name, value) -> put(facts, "overridden", name, value));
        certificate
                .repository()
                .beside()
                .forEach(used -> put(
                        facts, "in no commit", PACKAGES.matcher(used.path()).replaceFirst("[Python]/"), used.sha256()));
        certificate
                .stages()
                .forEach(stage -> put(
                        facts,
                        COMMANDS,
                        stage.name(),
                        INTERPRETER.matcher(stage.command()).replaceFirst("") + ", " + stage.ended()));
        return facts;
    }

    private static void environment(Map<Key, String> facts, Certificate certificate) {
        put(facts, "code", "commit", certificate.repository().commit());
        put(
                facts,
                "code",
                "working tree",
                certificate.repository().workingTree().name());
        put(facts, "environment", "tipc-junit", certificate.run().toolVersion());
        put(facts, "environment", "Paddle", certificate.environment().paddle());
        put(facts, "environment", "Python", certificate.environment().python());
        put(facts, "environment", "processor", certificate.environment().cpu());
        put(facts, "environment", "system", certificate.environment().os());
        put(facts, "environment", "threads", certificate.run().threads());
        put(facts, "environment", "seeds", String.join("; ", certificate.run().seeds()));
        certificate.environment().packages().forEach(named -> {
            int at = named.indexOf("==");
            put(facts, "package", at < 0 ? named : named.substring(0, at), at < 0 ? "there" : named.substring(at + 2));
        });
    }

    private static void clause(Map<Key, String> facts, ClauseResult clause) {
        String group = CLAUSE + clause.clause();
        put(facts, group, STATUS, clause.status().name().replace('_', ' '));
        put(facts, group, FINDING, clause.reason());
        for (FindingResult finding : clause.findings()) {
            finding.figures()
                    .forEach(figure ->
                            put(facts, group, figure.name(), (figure.value().text() + " " + figure.unit()).strip()));
            finding.evidence().stream()
                    .filter(file -> file.kind() == EvidenceKind.PLOT || file.kind() == EvidenceKind.IMAGE)
                    .forEach(file -> put(facts, group, file.title() + " (" + file.path() + ")", file.sha256()));
        }
    }

    /** Keep the first of two of one name: what a certificate says twice, it says first where it matters. */
    private static void put(Map<Key, String> facts, String group, String what, String value) {
        facts.putIfAbsent(new Key(group, PageText.text(what)), PageText.text(value));
    }
}
