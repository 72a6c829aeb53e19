#!/usr/bin/env bash
# Zhitu beside other search tools: bash benchmarks/peers.sh [LABELS [NOTES]]
# The tools are installed, pinned, into environments of their own in build/peers (or $PEERS), a GB
# each; LABELS holds xquad.zh.json, questions*.jsonl or both, NOTES what the questions are about.
set -euo pipefail

cd "$(dirname "$0")/.."
labels=${1:-../shared/eval}
notes=${2:-$labels/../notes}
environments=${PEERS:-build/peers}
if [ ! -d "$labels" ]; then
    echo "No labels at $labels; name their folder: bash benchmarks/peers.sh LABELS [NOTES]"
    exit 0
fi
if [ ! -x .venv/bin/python ]; then
    echo "First run: make install" >&2
    exit 1
fi

# install NAME PACKAGE...: the model's own libraries are those of this project.
install() {
    local folder=$environments/$1
    shift
    [ -e "$folder/.installed" ] && return
    "${PYTHON:-python3}" -m venv "$folder"
    "$folder/bin/python" -m pip install --quiet \
        torch==2.13.0 sentence-transformers==6.2.0 transformers==5.23.0 numpy==2.4.6 "$@"
    touch "$folder/.installed"
}

install txtai txtai==9.14.0 faiss-cpu==1.15.1 bm25s==0.3.16 jieba==0.42.1
install wenji wenji==0.6.2 onnxruntime==1.31.1 onnx==1.23.2 jieba==0.42.1

HF_HUB_OFFLINE=1 PYTHONPATH=. .venv/bin/python -m benchmarks.peers "$environments" "$labels" "$notes"
