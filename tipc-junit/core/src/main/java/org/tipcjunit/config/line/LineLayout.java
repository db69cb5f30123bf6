// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.config.line;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.config.ValueStyle;

/**
 * The forms that configs have: which line stands at which index.
 *
 * <p>Below, the names of {@link Line} stand in the order of the lines; {@code -} is a line that nobody asks for, as is most
 * often the headline.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public enum LineLayout {
    /** A training in the common layout. */
    TRAINING(LineFamily.COMMON),
    /** A training as detection repositories have it. */
    TRAINING_DETECTION(LineFamily.DETECTION),
    /** A training in the short layout of the tutorials. */
    TRAINING_TUTORIAL(LineFamily.TUTORIAL),
    /** A training as remote sensing repositories have it. */
    TRAINING_REMOTE_SENSING(LineFamily.REMOTE_SENSING),

    /** Inference of models that exist, without a training. */
    INFERENCE("- model_name python", Parts.MATRIX),
    /** The same after an offline quantisation. */
    INFERENCE_QUANTISED("- model_name python weights save_infer_dir", Parts.MATRIX),

    /** Offline quantisation as detection repositories have it. */
    PTQ_DETECTION("""
            - model_name python filename - output_dir weights kl_quant_export export_param -
            inference use_gpu use_mkldnn cpu_threads batch_size precision model_dir images benchmark infer_param"""),
    /** Offline quantisation of PaddleSeg. */
    PTQ_SEG(Parts.PTQ, "inference use_gpu batch_size infer_config images benchmark"),
    /** Offline quantisation of the tutorials. */
    PTQ_TUTORIAL(Parts.PTQ, "inference use_gpu batch_size model_dir images benchmark"),
    /** Offline quantisation of PaddleVideo. */
    PTQ_VIDEO("""
            - model_name python ptq_use_gpu ptq_config ptq_model_dir ptq_save_dir ptq_data ptq_data_list ptq_batch_num
            ptq_batch_size - - ptq - -
            inference use_gpu infer_config batch_size model_file params_file images benchmark"""),

    /** A service in Python as detection repositories have it. */
    SERVING_DETECTION(
            Parts.DETECTION,
            "infer_mode infer_quant web_service model_dir devices serving_param client images client_param"),
    /** A service in C++ as detection repositories have it. */
    SERVING_CPP_DETECTION(Parts.DETECTION, """
            infer_mode infer_quant served_model op port devices serving_param
            client client_config images client_param"""),
    /** PaddleClas' service of one model. */
    SERVING_CLAS("""
            - model_name python inference_model_url trans_model model_dir model_file params_file
            serving_server serving_client serving_dir web_service devices client"""),
    /** PaddleClas' service of a detector and what computes features. */
    SERVING_CLAS_RECOGNITION("""
            - model_name python cls_model_url det_model_url trans_model cls_model_dir det_model_dir model_file params_file
            cls_server cls_client det_server det_client serving_dir web_service devices client"""),
    /** PaddleOCR's service in Python of a detector and a recogniser. */
    SERVING_OCR(Parts.OCR, """
            web_service devices use_mkldnn cpu_threads use_trt precision det_config rec_config client images"""),
    /** PaddleOCR's service in C++ of a detector and a recogniser. */
    SERVING_CPP_OCR(Parts.OCR, "web_service op port devices client"),
    /** PaddleSeg's service in Python. */
    SERVING_SEG(Parts.SERVING, "web_service devices output_name client images input_name"),
    /** PaddleSeg's service in C++. */
    SERVING_CPP_SEG(Parts.SERVING, "served_model op port devices client input_name output_name"),
    /** The tutorials' service in Python. */
    SERVING_TUTORIAL(Parts.SERVING, "web_service devices client images"),
    /** The tutorials' service in C++. */
    SERVING_CPP_TUTORIAL(Parts.SERVING, "served_model op port devices client proto_path"),
    /** PaddleVideo's service in Python. */
    SERVING_VIDEO(Parts.SERVING, "web_service client images"),
    /** PaddleVideo's service in C++. */
    SERVING_CPP_VIDEO(Parts.SERVING, "served_model port client images"),
    /** The first form of services. */
    SERVING_FIRST(Parts.SERVING, "web_service devices use_mkldnn cpu_threads use_trt precision client images"),

    /** Conversion to ONNX as detection repositories have it. */
    ONNX_DETECTION(Parts.DETECTION, """
            infer_mode infer_quant
            paddle2onnx model_dir model_file params_file save_file opset_version onnx_checker onnx_param
            inference infer_config onnx_model images infer_param"""),
    /** PaddleClas' conversion to ONNX. */
    ONNX_CLAS(Parts.ONNX, "inference_model_url inference use_onnx onnx_model use_gpu infer_config"),
    /** PaddleClas' conversion to ONNX, as it was at first. */
    ONNX_CLAS_FIRST(Parts.ONNX, "inference use_onnx onnx_model use_gpu"),
    /** PaddleOCR's conversion to ONNX. */
    ONNX_OCR("""
            - model_name python paddle2onnx det_model_dir model_file params_file det_save_file rec_model_dir rec_save_file
            opset_version onnx_checker inference use_gpu det_onnx_model rec_onnx_model images"""),
    /** PaddleOCR's conversion to ONNX, as it was at first. */
    ONNX_OCR_FIRST(Parts.ONNX, "inference use_gpu onnx_model images"),
    /** PaddleVideo's conversion to ONNX. */
    ONNX_VIDEO(Parts.ONNX, "inference infer_config onnx_model images"),
    /** PaddleSeg's conversion to ONNX. */
    ONNX_SEG(Parts.ONNX, "inference onnx_model images"),

    /** Inference in C++ as detection repositories have it. */
    CPP_DETECTION(Parts.DETECTION, """
            opencv_dir infer_mode infer_quant
            inference use_gpu use_mkldnn cpu_threads batch_size use_trt precision model_dir images benchmark infer_param"""),
    /** PaddleClas' inference in C++. */
    CPP_CLAS("""
            - model_name infer_type cls_model_dir det_model_dir - - infer_quant
            inference use_gpu use_mkldnn cpu_threads batch_size use_trt precision images benchmark write_config write_index"""),
    /** PaddleOCR's inference in C++. */
    CPP_OCR(Parts.CPP, "infer_param benchmark det rec cls angle_cls"),
    /** PaddleVideo's inference in C++. */
    CPP_VIDEO(Parts.CPP, "inference_model_name benchmark char_list num_seg"),
    /** PaddleGAN's inference in C++. */
    CPP_GAN("""
            - model_name inference model_file params_file videos output_dir frame_num devices gpu_id use_mkldnn cpu_threads"""),
    /** What PaddleSeg's program in C++ reads itself, with blanks in place of colons. */
    CPP_SEG("- model_name use_gpu gpu_id gpu_memory cpu_threads use_mkldnn use_trt use_fp16"),
    /** What the tutorials' program in C++ reads itself, with blanks in place of colons. */
    CPP_TUTORIAL("- model_name use_gpu gpu_id gpu_memory cpu_threads - model_file params_file"),

    /** PaddleClas' inference on a phone. */
    LITE_CLAS("runtime_device work_dir - model_name inference cpu_threads batch_size precision"),
    /** PaddleOCR's inference on a phone. */
    LITE_OCR("""
            - inference runtime_device det_models rec_models cls_models cpu_threads det_batch_size rec_batch_size
            images infer_config rec_dict benchmark"""),

    /** PaddleDetection's pipelines of several models. */
    PIPELINE("- model_name python filename - - infer_mode use_gpu inference devices images videos");

    @SuppressWarnings("ImmutableEnumChecker") // a copy that cannot be changed
    private final Map<Line, Integer> indices;

    LineLayout(LineFamily family) {
        LineMap map = family.lineMap(ValueStyle.UP_TO_SECOND_COLON);
        Map<Line, Integer> found = new EnumMap<>(Line.class);
        for (Line line : Line.values()) {
            OptionalInt index = line.variable().isEmpty() ? OptionalInt.empty() : map.index(line.variable());
            index.ifPresent(i -> found.put(line, i));
        }
        this.indices = Collections.unmodifiableMap(found);
    }

    LineLayout(String... names) {
        List<String> words = Arrays.stream(names)
                .flatMap(part -> Arrays.stream(part.strip().split("\\s+")))
                .toList();
        Map<Line, Integer> found = new EnumMap<>(Line.class);
        for (int i = 0; i < words.size(); i++) {
            if (!words.get(i).equals("-")) {
                found.put(Line.valueOf(words.get(i).toUpperCase(Locale.ROOT)), i);
            }
        }
        this.indices = Collections.unmodifiableMap(found);
    }

    /** Get the layout of a training that follows {@code family}. */
    public static LineLayout of(LineFamily family) {
        return switch (family) {
            case COMMON -> TRAINING;
            case DETECTION -> TRAINING_DETECTION;
            case TUTORIAL -> TRAINING_TUTORIAL;
            case REMOTE_SENSING -> TRAINING_REMOTE_SENSING;
        };
    }

    /** Whether the layout has {@code line}. */
    public boolean has(Line line) {
        return indices.containsKey(line);
    }

    /**
     * Get the index, from 0, of {@code line} among the lines that hold any character.
     *
     * @throws IllegalArgumentException if the layout has no such line
     */
    public int index(Line line) {
        Integer index = indices.get(line);
        if (index == null) {
            throw new IllegalArgumentException("the layout " + this + " has no line " + line);
        }
        return index;
    }

    /** What several layouts have in common. */
    private static final class Parts {

        static final String MATRIX = """
                infer_models infer_exports infer_quant
                inference use_gpu use_mkldnn cpu_threads batch_size use_trt precision
                model_dir images infer_param benchmark second_infer_param""";

        static final String DETECTION = """
                - model_name python filename - output_dir weights norm_export quant_export fpgm_export distill_export
                - export_param kl_quant_export -""";

        static final String PTQ = """
                - model_name python ptq_use_gpu ptq_model_dir ptq_save_dir ptq_data ptq_batch_num ptq_batch_size
                - - ptq - -""";

        static final String SERVING = """
                - model_name python
                trans_model model_dir model_file params_file serving_server serving_client serving_dir""";

        static final String OCR = """
                - model_name python trans_model det_model_dir model_file params_file det_server det_client
                rec_model_dir rec_server rec_client serving_dir""";

        static final String ONNX = """
                - model_name python paddle2onnx model_dir model_file params_file save_file opset_version onnx_checker""";

        static final String CPP = """
                - model_name use_opencv infer_models infer_quant
                inference use_gpu use_mkldnn cpu_threads batch_size use_trt precision model_dir images""";

        private Parts() {}
    }
}
