// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.config.line;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * What a line of a config is about, whatever its layout; a {@link LineLayout} says where it stands.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public enum Line {
    /** The model's name. */
    MODEL_NAME("model_name"),
    /** The interpreters. */
    PYTHON("python"),
    /** How many epochs or iterations are trained, by mode. */
    EPOCHS("epoch_num"),
    /** A further option of the training. */
    TRAIN_PARAM("train_param_value1"),
    /** The option for the weights that are exported. */
    EXPORT_WEIGHT("export_weight"),
    /** The command of an offline quantisation in a training's layout. */
    QUANTISE("export_value1"),

    /** The models that are inferred with, where a config has several. */
    INFER_MODELS("infer_model_dir_list"),
    /** The command that exports each of these models. */
    INFER_EXPORTS("infer_export_list"),
    /** Whether each of these models is quantised. */
    INFER_QUANT("infer_is_quant"),
    /** The kinds of models, such as {@code norm|quant}, or of inputs, such as {@code image|video}. */
    INFER_MODE,
    /** The command of the inference. */
    INFERENCE("inference_py"),
    /** Whether a GPU is used, or the devices that are. */
    USE_GPU("use_gpu_list"),
    /** Whether oneDNN is used. */
    USE_MKLDNN("use_mkldnn_list"),
    /** Numbers of threads. */
    CPU_THREADS("cpu_threads_list"),
    /** Batch sizes. */
    BATCH_SIZE("batch_size_list"),
    /** Whether TensorRT is used. */
    USE_TRT("use_trt_list"),
    /** Precisions, or run modes such as {@code trt_fp16}. */
    PRECISION("precision_list"),
    /** Whether half precision is used. */
    USE_FP16,
    /** The option for the folder of the model. */
    MODEL_DIR("infer_model_key"),
    /** Images or other inputs. */
    IMAGES("image_dir_key"),
    /** Videos, where a layout has images as well. */
    VIDEOS,
    /** Whether benchmarks are written. */
    BENCHMARK("benchmark_key"),
    /** A further option of the inference. */
    INFER_PARAM("infer_key1"),
    /** One more option of the inference. */
    SECOND_INFER_PARAM,
    /** The configuration of the inference. */
    INFER_CONFIG,
    /** The file with the model's program. */
    MODEL_FILE,
    /** The file with the model's parameters. */
    PARAMS_FILE,
    /** Where results are written. */
    OUTPUT_DIR,
    /** Where an export is written. */
    SAVE_INFER_DIR,
    /** Weights that are exported. */
    WEIGHTS,
    /** The name of a model's configuration. */
    FILENAME,

    /** The command that exports a plain model. */
    NORM_EXPORT,
    /** The command that exports a quantised model. */
    QUANT_EXPORT,
    /** The command that exports a pruned model. */
    FPGM_EXPORT,
    /** The command that exports a distilled model. */
    DISTILL_EXPORT,
    /** The command that quantises offline and exports. */
    KL_QUANT_EXPORT,
    /** A further option of the export. */
    EXPORT_PARAM,

    /** The command that converts a model for serving. */
    TRANS_MODEL,
    /** Where an inference model is downloaded from. */
    INFERENCE_MODEL_URL,
    /** Where the recogniser's model is downloaded from. */
    CLS_MODEL_URL,
    /** Where the detector's model is downloaded from. */
    DET_MODEL_URL,
    /** Where the model for the server goes. */
    SERVING_SERVER,
    /** Where the model for the client goes. */
    SERVING_CLIENT,
    /** The folder that services and clients run in. */
    SERVING_DIR,
    /** The program of the service. */
    WEB_SERVICE,
    /** The model that is served, as an option of the server. */
    SERVED_MODEL,
    /** The operators of the server. */
    OP,
    /** The port of the server. */
    PORT,
    /** The devices that are served on. */
    DEVICES,
    /** A further option of the server. */
    SERVING_PARAM,
    /** The program of the client. */
    CLIENT,
    /** The configuration of the client. */
    CLIENT_CONFIG,
    /** A further option of the client. */
    CLIENT_PARAM,
    /** The name of the served model's input. */
    INPUT_NAME,
    /** The name of the served model's output. */
    OUTPUT_NAME,
    /** Where the client finds the description of the model. */
    PROTO_PATH,

    /** The detector's folder. */
    DET_MODEL_DIR,
    /** Where the detector for the server goes. */
    DET_SERVER,
    /** Where the detector for the client goes. */
    DET_CLIENT,
    /** The service's option for the detector. */
    DET_CONFIG,
    /** The recogniser's folder. */
    REC_MODEL_DIR,
    /** Where the recogniser for the server goes. */
    REC_SERVER,
    /** Where the recogniser for the client goes. */
    REC_CLIENT,
    /** The service's option for the recogniser. */
    REC_CONFIG,
    /** The folder of a classifier, or of what computes features. */
    CLS_MODEL_DIR,
    /** Where the classifier for the server goes. */
    CLS_SERVER,
    /** Where the classifier for the client goes. */
    CLS_CLIENT,

    /** The command that converts a model to ONNX. */
    PADDLE2ONNX,
    /** The converted model. */
    SAVE_FILE,
    /** The converted detector. */
    DET_SAVE_FILE,
    /** The converted recogniser. */
    REC_SAVE_FILE,
    /** The version of ONNX' operators. */
    OPSET_VERSION,
    /** Whether the converted model is checked. */
    ONNX_CHECKER,
    /** A further option of the conversion. */
    ONNX_PARAM,
    /** Whether inference uses ONNX. */
    USE_ONNX,
    /** The inference's option for the converted model. */
    ONNX_MODEL,
    /** The inference's option for the converted detector. */
    DET_ONNX_MODEL,
    /** The inference's option for the converted recogniser. */
    REC_ONNX_MODEL,

    /** The command of an offline quantisation. */
    PTQ,
    /** Whether the quantisation uses a GPU. */
    PTQ_USE_GPU,
    /** The model that is quantised. */
    PTQ_MODEL_DIR,
    /** Where the quantised model goes. */
    PTQ_SAVE_DIR,
    /** The configuration of the quantisation. */
    PTQ_CONFIG,
    /** The data that the quantisation measures with. */
    PTQ_DATA,
    /** The list of these data. */
    PTQ_DATA_LIST,
    /** How many batches of them are taken. */
    PTQ_BATCH_NUM,
    /** How large these batches are. */
    PTQ_BATCH_SIZE,

    /** Which of several programs a config for C++ is for. */
    INFER_TYPE,
    /** Whether OpenCV is built. */
    USE_OPENCV,
    /** Where OpenCV is. */
    OPENCV_DIR,
    /** How many frames are taken at once. */
    FRAME_NUM,
    /** The number of the GPU. */
    GPU_ID,
    /** How much of the GPU's memory is taken. */
    GPU_MEMORY,
    /** The command that writes the program's configuration. */
    WRITE_CONFIG,
    /** The command that writes the index of a recogniser. */
    WRITE_INDEX,
    /** The list of characters that a recogniser knows. */
    CHAR_LIST,
    /** How many segments of a video are taken. */
    NUM_SEG,
    /** The name of the model as the program knows it. */
    INFERENCE_MODEL_NAME,
    /** Whether text is detected. */
    DET,
    /** Whether text is recognised. */
    REC,
    /** Whether text is classified. */
    CLS,
    /** Whether the direction of text is classified. */
    ANGLE_CLS,

    /** What runs models on a phone. */
    RUNTIME_DEVICE,
    /** The folder on the phone. */
    WORK_DIR,
    /** The detectors. */
    DET_MODELS,
    /** The recognisers. */
    REC_MODELS,
    /** The classifiers. */
    CLS_MODELS,
    /** Batch sizes of the detector. */
    DET_BATCH_SIZE,
    /** Batch sizes of the recogniser. */
    REC_BATCH_SIZE,
    /** The recogniser's dictionary. */
    REC_DICT;

    private final String variable;

    Line() {
        this("");
    }

    Line(String variable) {
        this.variable = variable;
    }

    /** Get the variable that scripts of trainings read the line into; empty for lines of other configs. */
    String variable() {
        return variable;
    }
}
