package io.linkgrid.report;

import io.linkgrid.report.ReportData.Bin;
import io.linkgrid.report.ReportData.Block;
import io.linkgrid.report.ReportData.Group;
import io.linkgrid.report.ReportData.Reject;
import io.linkgrid.report.ReportData.Review;
import io.linkgrid.report.ReportData.SizeClass;
import io.linkgrid.report.ReportData.Step;
import io.linkgrid.report.ReportData.Week;
import io.linkgrid.report.RunSummary.NodeWork;
import io.linkgrid.spec.Attribute;
import io.linkgrid.spec.AttributeType;
import io.linkgrid.spec.BlockingRule;
import io.linkgrid.spec.ComparatorName;
import io.linkgrid.spec.ComparisonSpec;
import io.linkgrid.spec.ComparisonSpec.Level;
import io.linkgrid.spec.ComparisonWeights;
import io.linkgrid.spec.FileFormat;
import io.linkgrid.spec.FileFormat.Quoting;
import io.linkgrid.spec.KeyPart;
import io.linkgrid.spec.LinkModel;
import io.linkgrid.spec.LinkSpec;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** A made-up run. Its main method writes its page, to look at. */
final class SampleRun {
  private SampleRun() {}

  public static void main(String[] args) {
    ReportPage.write(summary(), spec(), data(), Path.of(args[0]));
  }

  static LinkSpec spec() {
    return new LinkSpec(
        "diners",
        new FileFormat(',', Quoting.DOUBLE_QUOTES, List.of("id", "name", "address", "zip")),
        "id",
        "id",
        Optional.empty(),
        List.of(
            new Attribute("name", List.of("name"), AttributeType.BUSINESS_NAME),
            new Attribute("address", List.of("address"), AttributeType.US_ADDRESS),
            new Attribute("zip", List.of("zip"), AttributeType.US_ZIP)),
        Optional.of(2),
        List.of(new BlockingRule("zip", List.of(new KeyPart(2, "")))),
        List.of(
            new ComparisonSpec(
                0,
                ComparatorName.JARO_WINKLER,
                List.of(
                    new Level("the same", 1),
                    new Level("nearly the same", 0.92),
                    new Level("alike", 0.8),
                    new Level("different", 0))),
            new ComparisonSpec(
                1,
                ComparatorName.LEVENSHTEIN,
                List.of(
                    new Level("the same", 1),
                    new Level("one slip", 0.9),
                    new Level("same street", 0.6),
                    new Level("different", 0))),
            new ComparisonSpec(
                2,
                ComparatorName.EXACT,
                List.of(new Level("the same", 1), new Level("different", 0)))),
        true,
        false,
        Optional.of(
            new LinkModel(
                -12.3,
                List.of(
                    ComparisonWeights.fixed(9.4, 6.1, 1.2, -5.8),
                    new ComparisonWeights(
                        List.of(),
                        new double[][] {{8.7, 5.3, -0.4, -4.9}},
                        new double[] {0.81, 0.12, 0.04, 0.03},
                        new double[] {0.0019, 0.003, 0.053, 0.9421},
                        0),
                    ComparisonWeights.fixed(4.6, -3.1)),
                List.of())),
        0.9,
        0.4,
        0.95);
  }

  static RunSummary summary() {
    Map<String, Double> seconds = new LinkedHashMap<>();
    seconds.put("survey", 0.31);
    seconds.put("found", 1.42);
    seconds.put("load", 0.88);
    seconds.put("match", 2.64);
    seconds.put("join", 1.93);
    seconds.put("results", 0.52);
    seconds.put("total", 7.70);
    return new RunSummary(
        "6b1f0c52a9d47e38",
        "diners",
        false,
        53_930,
        46_871,
        6_240,
        772,
        47,
        6_240,
        1_326_328,
        856,
        4_270_118,
        58_402,
        58_402,
        3,
        seconds,
        List.of(
            new NodeWork("127.0.0.1:5701", 18_402, 1_462_007, 19_911, 19_911),
            new NodeWork("127.0.0.1:5702", 17_655, 1_391_480, 19_020, 19_020),
            new NodeWork("127.0.0.1:5703", 17_826, 1_416_631, 19_471, 19_471)),
        "0a4d55a8d778e5022fab701977c5d840bbc486d0b3b6f1a5b2c6f1c1a9b7d3e0",
        7_003.9);
  }

  static ReportData data() {
    long[] rows = {
      4_812, 391, 204, 133, 97, 88, 61, 70, 96, 83, 101, 94, 120, 88, 97, 131, 160, 244, 903, 45_910
    };
    List<Bin> bins =
        IntStream.range(0, rows.length)
            .mapToObj(
                i ->
                    new Bin(
                        i / 20.0,
                        (i + 1) / 20.0,
                        i >= 18 ? rows[i] : 0,
                        i < 8 ? rows[i] : 0,
                        i >= 8 && i < 18 ? rows[i] : 0))
            .toList();
    List<Bin> weights =
        IntStream.range(-3, 18)
            .mapToObj(
                i ->
                    new Bin(
                        2.0 * i,
                        2.0 * i + 2,
                        i < 2 ? 0 : 4_000 - 200L * Math.abs(i - 9),
                        i < 4 ? 0 : 13 * (i % 5),
                        i > 1 ? 0 : 150))
            .toList();
    List<Step> training =
        IntStream.range(0, 12)
            .mapToObj(i -> new Step(0.86 - 0.4 / (1 + i), 0.2 / (1 << i)))
            .toList();
    List<Block> blocks =
        IntStream.range(0, 30)
            .mapToObj(i -> new Block("941" + (10 + i * 7 % 90), 640 - 19 * i + 17 * (i % 3) / 2))
            .toList();
    List<Week> weeks =
        IntStream.range(0, 26)
            .mapToObj(
                i ->
                    new Week(
                        LocalDate.of(2018, 1, 1).plusWeeks(i).toString(),
                        31_000 + 9_000 * (i % 5) + 700L * i,
                        24 + i % 9,
                        7_300_000 + 41_000L * i))
            .toList();
    return new ReportData(
        bins,
        weights,
        training,
        blocks,
        List.of(
            new SizeClass(1, 1, 9, 9),
            new SizeClass(2, 2, 4, 8),
            new SizeClass(3, 4, 3, 10),
            new SizeClass(5, 8, 6, 41),
            new SizeClass(9, 16, 4, 50),
            new SizeClass(17, 32, 3, 71),
            new SizeClass(33, 64, 5, 243),
            new SizeClass(65, 128, 7, 690),
            new SizeClass(129, 256, 9, 1_802),
            new SizeClass(257, 512, 6, 2_216),
            new SizeClass(513, 1_024, 2, 1_100)),
        weeks,
        List.of(
            new Reject(
                "A", 1_204, 1_206, "3 fields, but the schema has 4", "d-88,Acme Diner,94103"),
            new Reject("B", 77, 78, "the column id is empty", ",Harbor Noodles,12 Pier Rd,94111"),
            new Reject(
                "B", 9_310, 9_322, "a quote is not closed", "d-91,\"Three Sisters,4 Elm St,94110")),
        List.of(
            new Group("e-4f81", List.of("three sisters bakery", "4 elm st", "94110"), 9, 214),
            new Group("e-90c2", List.of("harbor noodles", "12 pier rd", "94111"), 7, 188),
            new Group("e-1b7d", List.of("acme diner", "200 market st", "94103"), 5, 131)),
        List.of(
            new Review(
                "B",
                482,
                "d-1002",
                List.of("acme dinner", "20 market st", "94103"),
                List.of("acme diner", "200 market st", "94103"),
                0.874,
                0.061,
                3),
            new Review(
                "B",
                2_207,
                "d-1733",
                List.of("green dragon", "81 hill ave", "94117"),
                List.of("green dragon too", "81 hill ave", "94117"),
                0.512,
                0.488,
                1)));
  }
}
