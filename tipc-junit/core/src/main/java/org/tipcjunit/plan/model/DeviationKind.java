// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.model;

import java.util.Locale;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * The deviations from upstream's scripts, each with the defect that it mends.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public enum DeviationKind {
    /** The schedule of the config is followed. */
    EPOCHS_IGNORED("D8", "trains 2 epochs whatever the config says", "trains as many as the config says for the mode"),
    /** A value is used although it names no mode. */
    PLAIN_VALUE_DROPPED(
            "D8, I1",
            "passes no value where the config gives one value for all modes instead of one for each",
            "passes the value that the config gives"),
    /** A list of machines is one, and a list of cards is none. */
    MACHINES_MISREAD(
            "D9",
            "tells machines from cards by the length of the text, so that two machines are taken for one",
            "launches on the machines that the config names"),
    /** Training on several cards is planned. */
    CARDS_TRAIN_NOTHING(
            "D10",
            "starts no training on several cards, and goes on with evaluation and export",
            "launches the training on the cards that the config names"),
    /** Weights that training wrote are exported. */
    EXPORT_WITHOUT_WEIGHTS(
            "C6", "exports the model without the weights that it trained", "exports the weights that it trained"),
    /** Weights that are named by a pattern are found behind {@code =}, too. */
    PATTERN_LEFT_AS_IT_IS(
            "C4",
            "gives a script the pattern of its weights as it is where it stands behind =, since a shell expands whole words only",
            "gives the weights that the pattern fits"),
    /** Quantising training starts from the plain training's weights. */
    NORM_WEIGHTS_NOT_LOADED(
            "C10",
            "has quantising and pruning training start from nothing, through a test that never holds or weights that are not there",
            "has it start from the plain training's weights, else from those that the config names"),
    /** The part for offline quantised models is read. */
    KLQUANT_READS_NOTHING(
            "D2",
            "reads no line of the part for offline quantised models and runs nothing",
            "reads that part and plans its models"),
    /** The mode for offline quantised models does not train. */
    KLQUANT_TRAINS(
            "D4",
            "trains in the mode for offline quantised models, which has nothing to do with training",
            "infers the models that the config names, as quantised ones"),
    /** Models that the config names are inferred. */
    WHOLE_INFER_RUNS_NOTHING(
            "D4",
            "runs nothing when no command for offline quantisation is given",
            "infers the models that the config names"),
    /** The option for static training is found whatever lies before it. */
    STATIC_OPTION_SHIFTED(
            "D18",
            "looks for the option of static training on a wrong line when there are empty lines before it",
            "takes the line after the header"),
    /** Carriage returns are no part of a value. */
    CARRIAGE_RETURNS(
            "D16",
            "keeps the carriage return of a line end in the value, so that null is a command and no trainer is known",
            "takes the values without it"),
    /** A config whose lines are shifted is refused. */
    CONFIG_MISALIGNED(
            "D15",
            "runs what stands on the expected lines, whatever their keys say",
            "plans nothing and says which line is out of place"),
    /** What the config asks is planned although the script does not get that far. */
    SCRIPT_BROKEN(
            "A3, B11, D16",
            "ends or runs nothing, since it does not find its own functions or has syntax errors",
            "plans what the config asks, as working copies of the script run it"),
    /** The config's commands are planned. */
    CONFIG_IGNORED("D7", "runs fixed commands whatever the config says", "runs the commands that the config gives"),
    /** The machine's packages stay as they are. */
    PACKAGES_CHANGED(
            "F6",
            "upgrades, installs and removes packages of the Python that it runs with",
            "leaves the environment as it was made"),
    /** Processes are ended by their group, not by searching for names. */
    NO_KILL_BY_NAME("F1, F2", "ends processes by searching names or numbers", "ends the process group that it started"),
    /** A service is waited for until it answers. */
    READINESS_INSTEAD_OF_PAUSES(
            "F4, B2, D14",
            "waits a fixed time for a service, whose start counts as a success in any case",
            "waits until the service answers, and ends it when it does not"),
    /** Settings of a service are made by key. */
    NO_EDITS_BY_LINE_NUMBER(
            "D20, F6",
            "edits config.yml of the checkout by line numbers",
            "leaves the file alone; the settings have to be made by their keys in the working copy"),
    /** The mode is not taken for another argument of a script. */
    MODE_TAKEN_FOR_ANOTHER_ARGUMENT(
            "A4, D11",
            "takes the mode for the number of a GPU or for an address, where its arguments differ from those of the other"
                    + " scripts",
            "uses the script's own default"),
    /** A device that a script does not know is planned when it is clear what is meant. */
    UNKNOWN_DEVICE_IGNORED(
            "A5",
            "passes over a device that it does not know, with one line on the screen",
            "plans the device that is meant"),
    /** The interpreter runs what is written for it. */
    INTERPRETER_TAKEN_FROM_LIST(
            "D13, D1",
            "takes every word of the list of interpreters for a program, also the word cpp",
            "plans the Python interpreter for Python programs"),
    /** A chain stays in its folders. */
    STOPS_WHERE_A_FOLDER_IS_MISSING(
            "A2, B10, B11",
            "goes on in whatever folder it is in when a download, an archive or a cd failed",
            "plans each command in the folder that it is meant for; a failure before it ends the chain"),
    /** Logs lie below the folder that the chain starts in. */
    LOGS_BELOW_THE_REPOSITORY(
            "D12, B11",
            "uses a relative path for a log after changing the folder, so that the shell cannot open it and the command never"
                    + " starts",
            "plans the command; its log is relative to the parent of test_tipc"),
    /** The config decides which chain it is for. */
    CHAIN_CHOSEN_BY_CONFIG(
            "A4, D15",
            "runs the script that was named on any config, whose lines it then takes for those of its own layout",
            "plans the chain whose layout the config has"),
    /** A model comes from its own certification. */
    MODEL_WITHOUT_EXPORT(
            "C8, C2",
            "infers with whatever lies in the folder of the model when the config asks for no export",
            "plans the inference; the model has to come from this certification or from the config's own download"),
    /** Every line of the layout is read. */
    LINES_NOT_READ(
            "D7, B9",
            "reads fewer lines of the config than it uses, so that options are lost",
            "plans the options, and one command for each element of a list"),
    /** Steps wait for each other. */
    ONE_AFTER_THE_OTHER(
            "B3", "starts all cells in the background and looks at none of their results", "plans one after the other"),
    /** The matrix of quantised models includes int8. */
    QUANTIZED_INT8_NOT_SKIPPED(
            "D5, D6", "never runs a quantised model with TensorRT in int8, for which it is made", "plans these cells"),
    /** A command is run, not shown. */
    SHOWN_NOT_RUN("B4", "shows a command without running it, and goes on as if it had run", "plans the command"),
    /** A cell that can run is not passed over. */
    CELL_NOT_SKIPPED("D5", "passes over cells that the config lists and that can run", "plans these cells"),
    /** A command is taken apart into words. */
    WORDS_NOT_SPLIT(
            "B9",
            "gives several words of the config to a program as one, which it does not understand",
            "plans the command with its words"),
    /** The cells of Paddle Lite differ. */
    SETTINGS_REACH_THE_CONFIGURATION(
            "D1, D20",
            "never writes threads, batch size and precision into the configuration on Linux, so that all cells are one",
            "plans each cell with its settings"),
    /** Paddle Lite runs the models of the config. */
    LITE_MODELS_OF_THE_CONFIG(
            "D19, D15",
            "runs two models whatever the lists hold, with unset variables and exchanged arguments",
            "plans every model of the lists with the arguments in their order");

    private final String defects;
    private final String upstream;
    private final String instead;

    DeviationKind(String defects, String upstream, String instead) {
        this.defects = defects;
        this.upstream = upstream;
        this.instead = instead;
    }

    /** Get the name that plans and certificates show, such as {@code no-kill-by-name}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Get the numbers of the defects that it mends. */
    public String defects() {
        return defects;
    }

    /** Get what upstream's scripts do, as the end of a sentence. */
    public String upstream() {
        return upstream;
    }

    /** Get what is planned instead, as the end of a sentence. */
    public String instead() {
        return instead;
    }
}
