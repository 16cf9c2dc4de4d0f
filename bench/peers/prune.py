"""TensorFlow Model Optimization's magnitude pruning of a network of full layers: prune.py MODEL.onnx MNIST_FOLDER KEPT_OF_LAYER,... EPOCHS SEED.

MODEL is a baseline of bench/run prune (LeNet-300-100). Polynomial decay over three fifths of the epochs, chosen anew every 100 steps, Adam at
0.001 falling along half a cosine, batches of 64, from labels: the peer's own way. Prints wrong answers of 10,000 and weights that are not zero.
Needs tensorflow-cpu 2.20.0, tf-keras 2.20.1, tensorflow-model-optimization 0.8.0 and onnx in an environment of their own."""
import gzip
import os
import sys

os.environ["TF_USE_LEGACY_KERAS"] = "1"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import numpy
import onnx
import tensorflow
import tensorflow_model_optimization.sparsity.keras as sparsity
import tf_keras
from onnx import numpy_helper

model, folder, shares, epochs, seed = sys.argv[1], sys.argv[2], [float(s) for s in sys.argv[3].split(",")], int(sys.argv[4]), int(sys.argv[5])
BATCH = 64


def training():
    batches = [tensorflow.io.decode_png(tensorflow.io.read_file(os.path.join(folder, f"mnist_batch_{i}.png")))[:, :, 0].numpy()
               for i in range(20)]
    with open(os.path.join(folder, "mnist_labels.js")) as file:
        text = file.read()
    labels = [int(n) for n in text[text.index("[") + 1:text.index("]")].split(",") if n.strip()]
    images = numpy.concatenate(batches).astype("float32") / 255
    return images, numpy.array(labels[:len(images)], "int32")


def testing():
    with gzip.open(os.path.join(folder, "t10k", "t10k-images-idx3-ubyte.gz")) as file:
        images = numpy.frombuffer(file.read(), numpy.uint8, offset=16).reshape(-1, 784).astype("float32") / 255
    with gzip.open(os.path.join(folder, "t10k", "t10k-labels-idx1-ubyte.gz")) as file:
        return images, numpy.frombuffer(file.read(), numpy.uint8, offset=8).astype("int32")


tf_keras.utils.set_random_seed(seed)
weights = {w.name: numpy_helper.to_array(w) for w in onnx.load(model).graph.initializer}
train, test = training(), testing()
steps = epochs * ((len(train[0]) + BATCH - 1) // BATCH)
network = tf_keras.Sequential()
for i, kept in enumerate(shares, 1):
    weight = weights[f"full{i}.weight"]
    schedule = sparsity.PolynomialDecay(0.0, 1 - kept, 0, int(0.6 * steps) // 100 * 100, frequency=100)
    layer = tf_keras.layers.Dense(weight.shape[0], activation="relu" if i < len(shares) else None)
    options = {"input_shape": (weight.shape[1],)} if i == 1 else {}
    network.add(sparsity.prune_low_magnitude(layer, pruning_schedule=schedule, **options))
network.build((None, 784))
for i, layer in enumerate(network.layers, 1):
    layer.layer.kernel.assign(weights[f"full{i}.weight"].T)
    layer.layer.bias.assign(weights[f"full{i}.bias"])


def wrong():
    return int((network(test[0]).numpy().argmax(1) != test[1]).sum())


print("baseline: wrong", wrong(), "of 10000,", len(train[0]), "images to train on")
network.compile(optimizer=tf_keras.optimizers.Adam(tf_keras.optimizers.schedules.CosineDecay(1e-3, steps)),
                loss=tf_keras.losses.SparseCategoricalCrossentropy(from_logits=True))
network.fit(*train, batch_size=BATCH, epochs=epochs, verbose=0, callbacks=[sparsity.UpdatePruningStep()])
network = sparsity.strip_pruning(network)
left = sum(int(numpy.count_nonzero(w)) for w in network.get_weights())
size = sum(w.size for w in network.get_weights())
print(f"pruned: wrong {wrong()} of 10000, {left} weights not zero, {size / left:.2f} times fewer")
