package dev.lepton.formats.prices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.catalog.Offering;
import dev.lepton.core.catalog.Shape;
import dev.lepton.core.catalog.Terms;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.evidence.Reason;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LeptonPricesTest {
    private static final String YAML = """
            # our machines
            prices:
              - provider: dc1
                instance_type: dgx-h100
                terms: owned
                price: 15.20
                currency: EUR
                valid_from: 2026-01-01
                valid_to: 2027-01-01
                vcpus: 224
                memory_gib: 2048
                device: NVIDIA H100 80GB HBM3
                device_count: 8
              - provider: aws
                instance_type: p5.48xlarge
                region: us-east-1
                price: 24000
                per: month
                device_price: 3000
                source: our agreement of March
            """;

    private static final String CSV = """
            provider,region,instance_type,terms,price,per,currency,valid_from,valid_to,vcpus,memory_gib,device,device_count,device_price,source
            dc1,,dgx-h100,owned,15.20,,EUR,2026-01-01,2027-01-01,224,2048,NVIDIA H100 80GB HBM3,8,,
            aws,us-east-1,p5.48xlarge,,24000,month,,,,,,,,3000,our agreement of March
            """;

    @Test
    void csvAndYamlSayTheSame() {
        PriceFile yaml = Lists.read((String) null, YAML);
        PriceFile csv = Lists.read((String) null, CSV);
        assertEquals(PriceFormat.LEPTON_YAML, yaml.format());
        assertEquals(PriceFormat.LEPTON_CSV, csv.format());
        assertEquals(List.of(), yaml.failures());
        assertEquals(yaml.offerings(), csv.offerings());
        assertEquals(yaml.components(), csv.components());
    }

    @Test
    void everyFieldIsTaken() {
        PriceFile file = Lists.read((String) null, YAML);
        Offering owned = file.offerings().get(0);
        assertEquals(new Terms.Owned(), owned.terms());
        assertEquals("EUR", owned.hourly().currency().getCurrencyCode());
        assertEquals(Instant.parse("2026-01-01T00:00:00Z"), owned.validFrom());
        assertEquals(Optional.of(Instant.parse("2027-01-01T00:00:00Z")), owned.validTo());
        assertEquals(Optional.of("H100-80GB"), owned.shape().device());
        Offering agreed = file.offerings().get(1);
        assertEquals(BigDecimal.valueOf(730), agreed.hourly().per());
        assertEquals("our agreement of March", agreed.provenance().source());
        assertEquals(Lists.LISTED, agreed.validFrom());
        Shape p5 = agreed.shape();
        assertEquals(Optional.of(BigDecimal.valueOf(192)), p5.vcpus());
        assertEquals(Optional.of("H100-80GB"), p5.device());
        assertEquals(Optional.of("H100-80GB"), file.components().get(0).name());
        assertEquals("3000", file.components().get(0).price().amount().toPlainString());
    }

    @Test
    void badRowsAreFailuresWithTheirLine() {
        PriceFile file = Lists.read((String) null, """
                prices:
                  - instance_type: a
                    price: cheap
                  - price: 1
                  - instance_type: b
                    price: 1
                    valid_from: 2026-05-01
                    valid_to: 2026-04-01
                  - instance_type: c
                    price: 1
                    colour: red
                  - just text
                  - instance_type: d
                    price: 1
                    terms: lease
                  - instance_type: e
                    price: 1
                    device: H100
                  - instance_type: f
                    price: 1
                    per: week
                  - instance_type: g
                    price: 1
                    currency: dollars
                  - instance_type: good
                    price: 1
                """);
        assertEquals(10, file.lines());
        assertEquals(
                Map.of(
                        Reason.NOT_A_NUMBER, 1L,
                        Reason.MISSING_VALUE, 2L,
                        Reason.ENDS_BEFORE_START, 1L,
                        Reason.UNKNOWN_VALUE, 4L,
                        Reason.MALFORMED, 1L),
                Map.copyOf(file.reasons()));
        assertEquals(2, file.failures().get(0).line());
        assertEquals("good", file.offerings().get(0).shape().instanceType());
    }

    @Test
    void aMachineOfOnesOwnWithoutADeviceHasNone() {
        PriceFile file = Lists.read((String) null, "instance_type,price\nnode-1,0.4\n");
        assertTrue(file.offerings().get(0).shape().cpuOnly());
        assertEquals(Offering.ANY_REGION, file.offerings().get(0).region());
    }

    @Test
    void aDeviceOnAMachineKnownToHaveNoneNeedsACount() {
        // Found by fuzzing: the table's 0 was taken as the count of the device given.
        String header = "provider,instance_type,price,device,device_count\n";
        PriceFile without = Lists.read((String) null, header + "aws,m5.large,1,L4,\n");
        assertEquals(Map.of(Reason.MISSING_VALUE, 1L), without.reasons());
        PriceFile with = Lists.read((String) null, header + "aws,m5.large,1,L4,1\n");
        assertTrue(with.offerings().get(0).shape().accelerated());
    }

    @Test
    void aFileOfNoKnownFormIsRefusedWithItsHeader() {
        Problem unknown = assertThrows(Problem.class, () -> Lists.read((String) null, "a,b\n1,2\n"));
        assertTrue(unknown.getMessage().contains("a,b"), unknown.getMessage());
        assertTrue(unknown.advice().contains("--format"), unknown.advice());
        assertThrows(Problem.class, () -> Lists.read((String) null, ""));
        assertThrows(Problem.class, () -> Lists.read((String) null, "prices: 3\n"));
        assertThrows(Problem.class, () -> Lists.read((String) null, "prices:\n  - a: [1\n"));
    }
}
