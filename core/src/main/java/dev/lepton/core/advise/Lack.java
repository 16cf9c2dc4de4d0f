package dev.lepton.core.advise;

/** Why a source found nothing, or cannot say what something would save. */
public enum Lack {
    NO_MACHINES("no fleet is imported, so it is not known what machines there are", "lepton import fleet FLEET.yaml"),
    NO_WORK("no usage and no jobs are imported, so it is not known who held what", "lepton import usage SAMPLES.csv"),
    NO_UTILISATION("the use of what is held was not measured", "lepton import usage with gpu_utilisation"),
    NO_STATES("how jobs ended is not recorded", "lepton import jobs with a state: sacct has it"),
    NO_CHECKPOINT_LABEL(
            "which jobs go on from a checkpoint is not known", "label jobs checkpoint=true and import them again"),
    NOBODY_AT_A_KEYBOARD(
            "no workload is named like a notebook or a development machine",
            "name their namespace or controller so: notebook, jupyter, dev, workbench"),
    NO_PRICE("no price list has it", "lepton import prices LIST.csv"),
    NO_COMMITMENT_PRICE(
            "no price list has a commitment for these machines", "lepton import prices with terms 1y or 3y"),
    NO_CHEAPER(
            "none that is known costs less, or so much less that it is worth it", "lepton prices shows what there is"),
    NO_PROFILES("no operating points compare devices for these models", "lepton import profiles FILE"),
    NO_POWER("the power is not yours to pay, or no table of power limits is known", "lepton power-cap FILE"),
    NO_MODELS("no cost is known by model", "label workloads with their model"),
    NO_ACCESS_TIMES(
            "how long ago what is stored was read is not known",
            "state gigabytes and reads by age, from the bucket's access report, under stored for lepton plan"),
    NO_OWNER(
            "nobody is named who could decide about it",
            "label it with a team, or name the label under labels in lepton.yaml"),
    NOT_MEASURED(
            "it is unknown until lepton shrink is run where the model is served",
            "lepton shrink MODEL.onnx --device NAME --emit-points POINTS.yaml, then lepton advise --points POINTS.yaml"),
    PAID_ANYWAY("these machines are paid for whether they are used or not", "put waiting work on them"),
    TOO_MANY_HOURS("there are too many node-hours to look at one by one", "a shorter --window"),
    NOTHING("it was looked for, and nothing was found", "");

    private final String words;
    private final String advice;

    Lack(String words, String advice) {
        this.words = words;
        this.advice = advice;
    }

    /** A clause: "… because {@code words()}". */
    public String words() {
        return words;
    }

    /** A command or a step that would help; empty where there is nothing to help. */
    public String advice() {
        return advice;
    }
}
