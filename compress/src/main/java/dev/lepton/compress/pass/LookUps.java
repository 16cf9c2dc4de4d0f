package dev.lepton.compress.pass;

import dev.lepton.compress.graph.Attributes;
import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.graph.Rewrite;
import dev.lepton.compress.graph.Tensor;
import dev.lepton.compress.graph.Tensors;
import dev.lepton.compress.graph.Wires;
import dev.lepton.compress.onnx.NodeProto;
import dev.lepton.compress.onnx.TensorProto.DataType;
import dev.lepton.compress.run.Forms;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Products of vectors that are 1 in one place and 0 elsewhere are rows of the other factor: {@code MatMul(Cast(Equal(i, [0, 1, …])), W)}
 * becomes a look-up of row {@code i} of {@code W}, a row of zeros where {@code i} is no row. Exporters write embeddings so. Outputs are
 * the same.
 */
public final class LookUps {
    private static final int CLIP_OF_WHOLES = 12;

    private final Wires wires;
    private final Forms forms;
    private final Rewrite rewrite;

    private LookUps(OnnxModel model, Forms forms) {
        this.wires = Wires.of(model.proto().getGraph());
        this.forms = forms;
        this.rewrite = new Rewrite(model);
    }

    /** An index, the first that names a row, and the rows. */
    private record Found(String index, long first, Tensor rows) {}

    /** {@code model} with look-ups in place of such products; the same object when there are none. */
    public static OnnxModel in(OnnxModel model, Forms forms) {
        if (model.opset() < CLIP_OF_WHOLES + 1) {
            return model;
        }
        LookUps pass = new LookUps(model, forms);
        boolean changed = false;
        for (NodeProto node : model.proto().getGraph().getNodeList()) {
            Optional<Found> found = pass.found(node);
            if (found.isPresent()) {
                pass.put(node, found.get());
                changed = true;
            } else {
                pass.rewrite.put(node);
            }
        }
        return changed ? Unread.without(pass.rewrite.done()) : model;
    }

    private Optional<Found> found(NodeProto node) {
        if (!node.getOpType().equals("MatMul") || wires.weight(node.getInput(1)).isEmpty()) {
            return Optional.empty();
        }
        Optional<NodeProto> cast = maker(node.getInput(0), "Cast");
        Optional<NodeProto> equal = cast.flatMap(c -> maker(c.getInput(0), "Equal"));
        if (equal.isEmpty() || Attributes.whole(cast.get(), "to", 0) != DataType.FLOAT_VALUE) {
            return Optional.empty();
        }
        for (int side = 0; side < 2; side++) {
            Optional<Found> found =
                    found(equal.get().getInput(side), equal.get().getInput(1 - side), node.getInput(1));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<NodeProto> maker(String tensor, String operator) {
        return wires.makerNode(tensor).filter(n -> n.getOpType().equals(operator));
    }

    private Optional<Found> found(String index, String counted, String rows) {
        Optional<Forms.Form> form = forms.find(index);
        if (form.isEmpty() || wires.weight(counted).isEmpty()) {
            return Optional.empty();
        }
        List<Long> shape = form.get().shape();
        boolean wholes = form.get().type() == DataType.INT32 || form.get().type() == DataType.INT64;
        Tensor table = Tensors.of(wires.weight(rows).orElseThrow());
        Tensor places = Tensors.of(wires.weight(counted).orElseThrow());
        if (!wholes
                || shape.isEmpty()
                || shape.get(shape.size() - 1) != 1
                || places.type() != form.get().type()
                || places.rank() > shape.size()
                || !table.isFloat()
                || table.rank() != 2
                || places.size() != table.shape()[0]
                || places.rank() == 0
                || places.shape()[places.rank() - 1] != places.size()) {
            return Optional.empty();
        }
        long[] values = places.longs();
        for (int i = 0; i < values.length; i++) {
            if (values[i] != values[0] + i) {
                return Optional.empty();
            }
        }
        for (float value : table.floats()) {
            if (!Float.isFinite(value)) {
                return Optional.empty();
            }
        }
        return Optional.of(new Found(index, values[0], table));
    }

    private void put(NodeProto product, Found found) {
        int count = (int) found.rows.shape()[0];
        int width = (int) found.rows.shape()[1];
        float[] values = Arrays.copyOf(found.rows.floats(), (count + 1) * width);
        for (int i = 0; i < values.length; i++) {
            // a sum that begins with zero has no minus zero
            values[i] += 0.0f;
        }
        String made = product.getOutput(0);
        String table = rewrite.weight(made + "_table", Tensor.floats(values, count + 1, width));
        String flat = rewrite.put(
                "Squeeze",
                made + "_index",
                List.of(found.index, rewrite.weight(made + "_last", Tensor.longs(new long[] {-1}, 1))));
        boolean narrow = forms.find(found.index).orElseThrow().type() == DataType.INT32;
        String from = found.first == 0
                ? flat
                : rewrite.put("Sub", made + "_row", List.of(flat, whole(made + "_first", found.first, narrow)));
        // one below the first and one behind the last are both the row of zeros
        String row = rewrite.put(
                "Clip",
                made + "_within",
                List.of(from, whole(made + "_below", -1, narrow), whole(made + "_behind", count, narrow)));
        rewrite.put(Rewrite.node("Gather", rewrite.fresh(made + "_Gather"), List.of(table, row), List.of(made)));
    }

    private String whole(String name, long value, boolean narrow) {
        return rewrite.weight(name, narrow ? Tensor.ints(new int[] {(int) value}) : Tensor.longs(new long[] {value}));
    }
}
