package dev.lepton.formats.manifests;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lepton.core.plan.Hardware.Parallelism;
import dev.lepton.core.plan.joint.Lever;
import dev.lepton.core.plan.source.BatchSource;
import dev.lepton.core.plan.source.ParallelismSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Replicas as InferenceService of KServe ({@code serving.kserve.io/v1beta1}) in its Standard mode, which makes a Deployment and a Service named
 * {@code …-predictor} and, told that another scales it, no autoscaler.
 */
final class InferenceServices {
    /** What KServe appends to the name of a service for what it makes of its predictor. */
    static final String APPENDED = "-predictor";

    private InferenceServices() {}

    /** Whether it makes tokens and its model is named as on the Hugging Face hub, so that a known server can load it. */
    static boolean hugging(Backend backend) {
        return (backend.need().tokens() || backend.need().tokensPerRequest().isPresent())
                && backend.need().model().matches("[\\w.-]+/[\\w.-]+");
    }

    static ObjectNode of(Backend backend) {
        ObjectNode object = Documents.object("serving.kserve.io/v1beta1", "InferenceService", backend.name());
        ObjectNode meta = (ObjectNode) object.get("metadata");
        meta.putObject("labels").put(PlanFiles.LABEL + "service", backend.service());
        meta.putObject("annotations")
                .put("serving.kserve.io/deploymentMode", "Standard")
                .put("serving.kserve.io/autoscalerClass", "external");
        ObjectNode predictor = object.putObject("spec").putObject("predictor");
        predictor.put("minReplicas", backend.fewest()).put("maxReplicas", Math.max(1, backend.most()));
        predictor
                .putObject("nodeSelector")
                .put(PlanFiles.LABEL + "place", backend.pool())
                .put(PlanFiles.LABEL + "interruptible", String.valueOf(backend.spot()));
        if (hugging(backend)) {
            ObjectNode model = predictor.putObject("model");
            model.putObject("modelFormat").put("name", "huggingface");
            ArrayNode args = model.putArray("args");
            args.add("--model_name=" + backend.service());
            arguments(backend).forEach(args::add);
            model.put("storageUri", "hf://" + backend.model());
            resources(model, backend);
        } else {
            ObjectNode container = predictor.putArray("containers").addObject();
            container.put("name", "kserve-container");
            container.put("image", PlanFiles.REGISTRY + backend.service() + ":latest");
            container.putArray("env").addObject().put("name", "MODEL").put("value", backend.model());
            resources(container, backend);
        }
        nodes(predictor, backend);
        return object;
    }

    /** Settings of the operating point as vLLM takes them. */
    static List<String> arguments(Backend backend) {
        List<String> arguments = new ArrayList<>();
        String precision = backend.way().settings().getOrDefault(Lever.VARIANT, "");
        if (List.of("bfloat16", "float16", "float32").contains(precision)) {
            arguments.add("--dtype=" + precision);
        } else if (precision.equals("fp8")) {
            arguments.add("--quantization=fp8");
        }
        degrees(backend).ifPresent(p -> {
            arguments.add("--tensor-parallel-size=" + p.tensor());
            if (p.pipeline() > 1) {
                arguments.add("--pipeline-parallel-size=" + p.pipeline());
            }
            if (p.data() > 1) {
                arguments.add("--data-parallel-size=" + p.data());
            }
            if (p.expert() > 1) {
                arguments.add("--enable-expert-parallel");
            }
        });
        BatchSource.atOnce(backend.way().settings().getOrDefault(Lever.BATCH, ""))
                .ifPresent(n -> arguments.add("--max-num-seqs=" + n));
        return arguments;
    }

    private static Optional<Parallelism> degrees(Backend backend) {
        return ParallelismSource.degrees(backend.way().settings().getOrDefault(Lever.PARALLELISM, ""));
    }

    private static void resources(ObjectNode container, Backend backend) {
        backend.place().device().ifPresent(device -> {
            int inOne = (int) Math.min(backend.way().devices(), backend.place().devices());
            container.putObject("resources").putObject("limits").put(resource(device), String.valueOf(inOne));
        });
    }

    /** A replica over several machines has workers besides its head. */
    private static void nodes(ObjectNode predictor, Backend backend) {
        int nodes = (int) (backend.way().devices() / backend.place().devices());
        if (nodes > 1) {
            predictor
                    .putObject("workerSpec")
                    .put("pipelineParallelSize", nodes)
                    .put("tensorParallelSize", backend.place().devices());
        }
    }

    /** The name by which a kubelet counts {@code device}. */
    static String resource(String device) {
        return device.matches("(?i).*\\bMI\\d{2,3}\\w*\\b.*|.*\\bamd\\b.*") ? "amd.com/gpu" : "nvidia.com/gpu";
    }
}
