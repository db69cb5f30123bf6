// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.deploy;

import java.util.ArrayList;
import java.util.List;
import org.tipcjunit.config.line.Line;
import org.tipcjunit.plan.draft.CommandText;
import org.tipcjunit.plan.draft.Details;
import org.tipcjunit.plan.model.DeviationKind;
import org.tipcjunit.plan.model.PlannedCommand;
import org.tipcjunit.plan.model.Step;

/**
 * Plans fetching and building what a C++ program needs.
 *
 * <p>Paths below the parent of {@code test_tipc} that upstream's scripts write as absolute paths are written relative to it.
 * Where a script would go on in another folder because something fetched is not there, that is noted as a deviation.
 */
final class CppBuild {

    private static final String OPENCV = "opencv-3.4.7";
    private static final String OPENCV_ARCHIVE = OPENCV + ".tar.gz";
    private static final String OPENCV_URL = "https://paddleocr.bj.bcebos.com/dygraph_v2.0/test/" + OPENCV_ARCHIVE;
    private static final String OPENCV_OPTIONS = " -DCMAKE_BUILD_TYPE=Release -DBUILD_SHARED_LIBS=OFF -DWITH_IPP=OFF"
            + " -DBUILD_IPP_IW=OFF -DWITH_LAPACK=OFF -DWITH_EIGEN=OFF -DCMAKE_INSTALL_LIBDIR=lib64 -DWITH_ZLIB=ON"
            + " -DBUILD_ZLIB=ON -DWITH_JPEG=ON -DBUILD_JPEG=ON -DWITH_PNG=ON -DBUILD_PNG=ON -DWITH_TIFF=ON"
            + " -DBUILD_TIFF=ON";

    private final DeploymentSteps steps;
    private final List<PlannedCommand> planned = new ArrayList<>();
    private final List<PlannedCommand> upstream = new ArrayList<>();

    CppBuild(DeploymentSteps steps) {
        this.steps = steps;
    }

    /** Run {@code line} in {@code folder}, both in the plan and in upstream's script. */
    void same(Step step, String folder, String line) {
        add(step, folder, line);
    }

    /** Run {@code line} in {@code folder}, where upstream's script without the fetched files runs another line elsewhere. */
    void differs(Step step, String folder, String line, String upstreamFolder, String upstreamLine) {
        List<PlannedCommand> commands = add(step, folder, line);
        if (!folder.equals(upstreamFolder) || !line.equals(upstreamLine)) {
            planned.addAll(commands);
            upstream.addAll(compose(step, upstreamFolder, upstreamLine));
        }
    }

    /** Note the deviation, if there is one. */
    void note() {
        note(
                DeviationKind.STOPS_WHERE_A_FOLDER_IS_MISSING,
                "where an archive did not bring its folder, the script goes on in the folder where it is");
    }

    /** Note the deviation as one of {@code kind}, if there is one. */
    void note(DeviationKind kind, String detail) {
        if (!planned.isEmpty()) {
            steps.deviate(kind, steps.line(Line.MODEL_NAME), detail, planned, upstream);
        }
    }

    /**
     * Fetch and build OpenCV in {@code folder}.
     *
     * @param upstreamFolder where upstream's script is when what it fetched before is missing
     * @param video whether videos are read, too
     */
    void openCv(String folder, String upstreamFolder, boolean video) {
        String options = OPENCV_OPTIONS + (video ? " -DWITH_FFMPEG=ON" : "");
        String source = folder + "/" + OPENCV;
        String fetch = "wget " + OPENCV_URL;
        String unpack = "tar -xf " + OPENCV_ARCHIVE;
        String upstreamBuild = upstreamFolder.equals(".") ? "./build" : upstreamFolder + "/build";
        differs(Step.FETCH, folder, fetch, upstreamFolder, fetch);
        differs(Step.FETCH, folder, unpack, upstreamFolder, unpack);
        differs(
                Step.BUILD,
                source + "/build",
                "cmake .. -DCMAKE_INSTALL_PREFIX=" + source + "/opencv3" + options,
                upstreamBuild,
                "cmake .. -DCMAKE_INSTALL_PREFIX=" + upstreamFolder + "/opencv3" + options);
        differs(Step.BUILD, source + "/build", "make -j", upstreamBuild, "make -j");
        differs(Step.BUILD, source + "/build", "make install", upstreamBuild, "make install");
    }

    private List<PlannedCommand> add(Step step, String folder, String line) {
        List<PlannedCommand> commands = compose(step, folder, line);
        commands.forEach(steps.draft()::add);
        return commands;
    }

    private List<PlannedCommand> compose(Step step, String folder, String line) {
        return DeploymentSteps.in(folder, steps.draft().compose(step, new CommandText().text(line), Details.none()));
    }
}
