#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The way of a script that no suite has: other options, another order, other places.
source test_tipc/common_func.sh
FILENAME=$1
MODE=$2
dataline=$(awk 'NR==1, NR==51{print}' $FILENAME)
IFS=$'\n'
lines=(${dataline})

model_name=$(func_parser_value "${lines[1]}")
python=$(func_parser_value "${lines[2]}")
gpu_list=$(func_parser_value "${lines[3]}")
train_use_gpu_key=$(func_parser_key "${lines[4]}")
train_use_gpu_value=$(func_parser_value "${lines[4]}")
autocast_list=$(func_parser_value "${lines[5]}")
epoch_key=$(func_parser_key "${lines[6]}")
epoch_num=$(func_parser_params "${lines[6]}" "${MODE}")
save_model_key=$(func_parser_key "${lines[7]}")
pretrain_model_key=$(func_parser_key "${lines[9]}")
pretrain_model_value=$(func_parser_value "${lines[9]}")
train_model_name=$(func_parser_value "${lines[10]}")
trainer_list=$(func_parser_value "${lines[14]}")
trainer_norm=$(func_parser_key "${lines[15]}")
norm_trainer=$(func_parser_value "${lines[15]}")
pact_key=$(func_parser_key "${lines[16]}")
pact_trainer=$(func_parser_value "${lines[16]}")
eval_py=$(func_parser_value "${lines[23]}")
save_infer_key=$(func_parser_key "${lines[27]}")
export_weight=$(func_parser_key "${lines[28]}")
norm_export=$(func_parser_value "${lines[29]}")
pact_export=$(func_parser_value "${lines[30]}")
infer_model_dir_list=$(func_parser_value "${lines[36]}")
infer_export_list=$(func_parser_value "${lines[37]}")
infer_is_quant=$(func_parser_value "${lines[38]}")
inference_py=$(func_parser_value "${lines[39]}")
use_gpu_key=$(func_parser_key "${lines[40]}")
use_gpu_list=$(func_parser_value "${lines[40]}")
batch_size_key=$(func_parser_key "${lines[43]}")
batch_size_list=$(func_parser_value "${lines[43]}")
infer_model_key=$(func_parser_key "${lines[46]}")
image_dir_key=$(func_parser_key "${lines[47]}")
infer_img_dir=$(func_parser_value "${lines[47]}")

LOG_PATH="./test_tipc/results/${model_name}"

function func_inference(){
    _python=$1
    _script=$2
    _model_dir=$3
    _log_path=$4
    _img_dir=$5
    for use_gpu in ${use_gpu_list[*]}; do
        if [ ${use_gpu} = "False" ] || [ ${use_gpu} = "cpu" ]; then
            for batch_size in ${batch_size_list[*]}; do
                set_images=$(func_set_params "${image_dir_key}" "${_img_dir}")
                set_size=$(func_set_params "${batch_size_key}" "${batch_size}")
                set_model=$(func_set_params "${infer_model_key}" "${_model_dir}")
                command="${_python} ${_script} ${set_images} ${set_model} --quiet ${set_size} ${use_gpu_key}=${use_gpu} > ${_log_path}/cpu.log 2>&1 "
                eval $command
            done
        elif [ ${use_gpu} = "True" ] || [ ${use_gpu} = "gpu" ]; then
            for batch_size in ${batch_size_list[*]}; do
                command="${_python} ${_script} ${use_gpu_key}=${use_gpu} > ${_log_path}/gpu.log 2>&1 "
                eval $command
            done
        fi
    done
}

if [ ${MODE} = "whole_infer" ]; then
    IFS="|"
    infer_run_exports=(${infer_export_list})
    for infer_model in ${infer_model_dir_list[*]}; do
        if [ ${infer_run_exports[Count]} != "null" ]; then
            save_infer_dir=$(dirname $infer_model)
            set_export_weight=$(func_set_params "${export_weight}" "${infer_model}")
            export_cmd="${python} ${infer_run_exports[Count]} ${set_export_weight}"
            eval $export_cmd
        else
            save_infer_dir=${infer_model}
        fi
        func_inference "${python}" "${inference_py}" "${save_infer_dir}" "${LOG_PATH}" "${infer_img_dir}"
    done
else
    IFS="|"
    USE_GPU_KEY=(${train_use_gpu_value})
    for gpu in ${gpu_list[*]}; do
        train_use_gpu=${USE_GPU_KEY[Count]}
        if [ ${gpu} = "-1" ]; then
            env=""
        elif [ ${#gpu} -le 1 ]; then
            env="export CUDA_VISIBLE_DEVICES=${gpu}"
            eval ${env}
        fi
        for autocast in ${autocast_list[*]}; do
            if [ ${autocast} = "fp16" ]; then
                set_amp_config="--half"
            else
                set_amp_config="--full"
            fi
            for trainer in ${trainer_list[*]}; do
                if [ ${trainer} = ${pact_key} ]; then
                    run_train=${pact_trainer}
                    run_export=${pact_export}
                else
                    run_train=${norm_trainer}
                    run_export=${norm_export}
                fi
                if [ ${#ips} -le 15 ]; then
                    save_log="${LOG_PATH}/${trainer}_${gpu}"
                else
                    save_log="${LOG_PATH}/${trainer}_${gpu}_${nodes}"
                fi
                set_epoch=$(func_set_params "${epoch_key}" "${epoch_num}")
                set_pretrain=$(func_set_params "${pretrain_model_key}" "${pretrain_model_value}")
                set_use_gpu=$(func_set_params "${train_use_gpu_key}" "${train_use_gpu}")
                set_save_model=$(func_set_params "${save_model_key}" "${save_log}/weights")
                if [ ${#gpu} -le 2 ]; then
                    cmd="${python} -u ${run_train} ${set_epoch} ${set_save_model} ${set_amp_config} ${set_use_gpu} ${set_pretrain}"
                elif [ ${#ips} -le 15 ]; then
                    cmd="${python} -m paddle.distributed.launch --devices=${gpu} ${run_train} ${set_epoch} ${set_save_model}"
                else
                    cmd="${python} -m paddle.distributed.launch --ips=${ips} --devices=${gpu} ${run_train} ${set_save_model}"
                fi
                eval $cmd
                set_eval_pretrain=$(func_set_params "${pretrain_model_key}" "${save_log}/weights/${train_model_name}")
                if [ ${eval_py} != "null" ]; then
                    eval_cmd="${python} ${eval_py} ${set_eval_pretrain} --quiet"
                    eval $eval_cmd
                fi
                if [ ${run_export} != "null" ]; then
                    set_export_weight=$(func_set_params "${export_weight}" "${save_log}/weights/${train_model_name}")
                    set_save_infer_key=$(func_set_params "${save_infer_key}" "${save_log}/model")
                    export_cmd="${python} ${run_export} ${set_export_weight} ${set_save_infer_key}"
                    eval $export_cmd
                    eval $env
                    infer_model_dir="${save_log}/model"
                    func_inference "${python}" "${inference_py}" "${infer_model_dir}" "${LOG_PATH}" "${infer_img_dir}"
                    eval "unset CUDA_VISIBLE_DEVICES"
                fi
            done
        done
    done
fi
