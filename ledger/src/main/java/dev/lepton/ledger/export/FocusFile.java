package dev.lepton.ledger.export;

import dev.lepton.ledger.focus.FocusColumn;
import java.util.ArrayList;
import java.util.List;

/** The columns of a FOCUS file: those of its version first, then those of Lepton's. */
final class FocusFile {
    /** The name of whoever a row's cost goes to: a job's id, a pod in its namespace, or what else is known. */
    private static final String ALLOCATED_ID =
            "coalesce('job/' || w.job, 'pod/' || CASE WHEN w.pod IS NOT NULL THEN concat_ws('/', w.cluster, w.namespace, w.pod) END, "
                    + "nullif(concat_ws('/', w.cluster, w.namespace, w.controller_kind, w.controller, w.container), ''), 'unnamed')";

    private static final String ALLOCATED_NAME =
            "coalesce(w.pod, CASE WHEN w.job IS NOT NULL THEN coalesce(w.controller, w.job) END, "
                    + "w.container, w.controller, w.namespace, 'unnamed')";

    private static final String LABELS =
            "CASE WHEN w.labels IS NULL THEN '{}' WHEN json_valid(w.labels) AND starts_with(w.labels, '{') THEN w.labels ELSE '{' || "
                    + "array_to_string(list_transform(list_filter(string_split(w.labels, ';'), lambda p: contains(p, '=')), "
                    + "lambda p: CAST(to_json(trim(split_part(p, '=', 1))) AS VARCHAR) || ':' || "
                    + "CAST(to_json(substr(p, instr(p, '=') + 1)) AS VARCHAR)), ',') || '}' END";

    private final FocusRequest request;
    private final boolean text;

    FocusFile(FocusRequest request, OutFile.Form form) {
        this.request = request;
        this.text = form.text();
    }

    /** The rows of the file: {@code origins}, each in the parts it is split into. */
    String select(String origins) {
        List<String> items = new ArrayList<>();
        for (FocusColumn column : request.version().columns()) {
            items.add(shown(value(column), column.type()) + " AS " + column.name());
        }
        items.add("o.x_LeptonRow");
        items.add("o.x_LeptonOriginId");
        items.add(
                "CASE WHEN r.slot IS NULL THEN NULL WHEN r.h IS NULL THEN 'unallocated' ELSE 'allocated' END AS x_LeptonPart");
        items.add("o.x_LeptonConfidence");
        for (FocusColumn column : request.version().foreign()) {
            items.add(shown(value(column), column.type()) + " AS x_Lepton" + column.name());
        }
        items.add((request.split() ? "w.model" : "NULL::VARCHAR") + " AS x_LeptonModel");
        items.add("o.x_LeptonFilledColumns");
        items.add("o.x_LeptonOriginalValues");
        items.add("o.x_LeptonSourceColumns");
        items.add("f.name AS x_LeptonSource");
        return "SELECT " + String.join(", ", items) + " FROM (" + origins
                + ") o LEFT JOIN export_rows r ON r.slot = o.slot LEFT JOIN export_owners w ON w.h = r.h "
                + "LEFT JOIN export_sources f ON f.id = o.x_LeptonSource";
    }

    private String value(FocusColumn column) {
        String own = "o." + column.name();
        if (!request.split()) {
            return own;
        }
        if (FocusExport.SUMMABLE.contains(column.name())) {
            return "CASE WHEN r.slot IS NULL THEN " + own + " ELSE lepton_part(" + own
                    + ", r.a, r.b, r.t, r.along_a, r.along_b) END";
        }
        return switch (column.name()) {
            case "AllocatedMethodId" -> ofPart("'" + FocusExport.METHOD + "'", own);
            case "AllocatedMethodDetails" -> ofPart("r.details", own);
            case "AllocatedResourceId" -> ofOwner(ALLOCATED_ID, own);
            case "AllocatedResourceName" -> ofOwner(ALLOCATED_NAME, own);
            case "AllocatedTags" -> ofOwner(tags(), own);
            default -> own;
        };
    }

    private static String ofPart(String value, String otherwise) {
        return "CASE WHEN r.slot IS NOT NULL THEN " + value + " ELSE " + otherwise + " END";
    }

    private static String ofOwner(String value, String otherwise) {
        return "CASE WHEN r.slot IS NULL THEN " + otherwise + " WHEN r.h IS NOT NULL THEN " + value + " END";
    }

    /** Labels under their own keys, ownership beside them, and where it ran under {@code lepton/}. */
    private static String tags() {
        List<String> pairs = new ArrayList<>();
        for (String key : List.of("team", "owner", "product", "department", "environment", "model", "user")) {
            pairs.add("'" + key + "', w.\"" + key + "\"");
        }
        for (String key : List.of("cluster", "namespace", "controller", "partition")) {
            pairs.add("'lepton/" + key + "', w.\"" + key + "\"");
        }
        return "nullif(CAST(json_merge_patch(" + LABELS + ", json_merge_patch('{}', json_object("
                + String.join(", ", pairs) + "))) AS VARCHAR), '{}')";
    }

    /** A value as the file's form holds it; in CSV as FOCUS writes numbers and times. */
    private String shown(String value, FocusColumn.Type type) {
        return switch (type) {
            case TEXT, JSON -> value;
            case MONEY, NUMBER -> text ? decimal(value) : "CAST(" + value + " AS DECIMAL(38,18))";
            case TIME -> text ? "strftime(" + value + ", '%Y-%m-%dT%H:%M:%SZ')" : "CAST(" + value + " AS TIMESTAMPTZ)";
        };
    }

    /** Every decimal that counts, and at least one: {@code 2.0}. */
    private static String decimal(String value) {
        String trimmed = "rtrim(CAST(CAST(" + value + " AS DECIMAL(38,18)) AS VARCHAR), '0')";
        return "CASE WHEN ends_with(" + trimmed + ", '.') THEN " + trimmed + " || '0' ELSE " + trimmed + " END";
    }
}
