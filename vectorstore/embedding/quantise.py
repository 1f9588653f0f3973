"""An fp32 ONNX graph -> the same graph with int8 weights, arranged for speed on a CPU."""

from __future__ import annotations

import logging
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

_TINY = "smallest_scale"


def quantise(exact: Path, small: Path) -> None:
    """Writes `exact` to `small` with weights of 8 bits and inputs quantised as they come.

    Inputs are quantised over a whole text at once, so one token with huge activations,
    as the first and the last of a text have before and inside the feed-forward layers,
    would leave the others a few steps only. There each token is scaled to one before
    the product and back after it. `reduce_range` keeps sums of int8 x uint8 products
    from overflowing 16 bits on CPUs with AVX2 but without VNNI.
    """
    graph = onnx.load(exact)
    _scale_tokens(graph.graph)
    scaled = small.with_name("scaled.onnx")
    _save(graph, scaled)
    logging.getLogger().addFilter(_unasked_advice)
    try:
        quantize_dynamic(
            scaled, small, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8
        )
    finally:
        logging.getLogger().removeFilter(_unasked_advice)


def arrange(source: Path, target: Path) -> None:
    """Writes `source` to `target` fused, with its weights beside it to be mapped into memory.

    Fusion is done here once and not at each load. LayerNormalization is kept apart from
    the addition before it: fused, it is four times slower on a CPU.
    """
    fused = source.with_name("fused.onnx")
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    options.optimized_model_filepath = str(fused)
    # The warning that the result may hold optimisations of this hardware: those are of a
    # level above the one asked for.
    options.log_severity_level = 3
    onnxruntime.InferenceSession(
        source,
        options,
        providers=["CPUExecutionProvider"],
        disabled_optimizers=["SkipLayerNormFusion"],
    )
    _save(onnx.load(fused), target)
    # onnx leaves them to their owner alone, but the app may run as another user.
    weights_file(target).chmod(0o644)


def weights_file(graph: Path) -> Path:
    """The file that holds the weights of the graph `graph`."""
    return graph.with_name(graph.name + ".data")


def _save(graph: onnx.ModelProto, path: Path) -> None:
    # Else onnx appends to the weights that are there.
    weights_file(path).unlink(missing_ok=True)
    onnx.save_model(
        graph,
        path,
        save_as_external_data=True,
        all_tensors_to_one_file=True,
        location=weights_file(path).name,
    )


def _unasked_advice(record: logging.LogRecord) -> bool:
    return "pre-processing before quantization" not in record.getMessage()


def _scale_tokens(graph: onnx.GraphProto) -> None:
    """Scales each token's input of a feed-forward product by its largest magnitude."""
    shapes = {weight.name: tuple(weight.dims) for weight in graph.initializer}
    graph.initializer.append(numpy_helper.from_array(np.float32(1e-9), _TINY))
    nodes = []
    for node in graph.node:
        shape = shapes.get(node.input[1], ()) if node.op_type == "MatMul" else ()
        if len(shape) != 2 or shape[0] == shape[1]:
            nodes.append(node)
            continue
        source, result, stem = node.input[0], node.output[0], node.name
        size, largest, scale, scaled, product = (
            f"{stem}/{part}" for part in ("size", "largest", "scale", "scaled", "product")
        )
        node.input[0], node.output[0] = scaled, product
        nodes += [
            helper.make_node("Abs", [source], [size]),
            helper.make_node("ReduceMax", [size], [largest], axes=[-1], keepdims=1),
            helper.make_node("Max", [largest, _TINY], [scale]),
            helper.make_node("Div", [source, scale], [scaled]),
            node,
            helper.make_node("Mul", [product, scale], [result]),
        ]
    del graph.node[:]
    graph.node.extend(nodes)
