"use strict";
(() => {
  const island = JSON.parse(document.getElementById("island").textContent);
  const { summary, data } = island;
  const charts = [];

  // Numbers, in one form for readers everywhere.
  const grouped = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
  const compact = new Intl.NumberFormat("en-US", { notation: "compact", maximumFractionDigits: 1 });
  const count = (n) => grouped.format(n);
  const fixed = (n, digits) =>
    new Intl.NumberFormat("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(n);
  const share = (part, whole) => (whole > 0 ? fixed((100 * part) / whole, 1) + " %" : "–");
  const seconds = (s) => fixed(s, s < 10 ? 2 : 1) + " s";
  const signed = (w) => (w > 0 ? "+" : w < 0 ? "−" : "") + fixed(Math.abs(w), 1);

  // Markup is made by these alone, and texts only ever become text nodes.
  function make(tag, className, ...children) {
    const node = document.createElement(tag);
    if (className) node.className = className;
    node.append(...children.filter((child) => child !== ""));
    return node;
  }

  // A column is a heading, or one with a "#" in front for numbers, or with a "`" for verbatim text.
  function table(columns, rows) {
    const kind = (column) => ({ "#": "number", "`": "code" })[column[0]] || "";
    const head = make("tr", "");
    for (const column of columns) {
      head.append(make("th", kind(column), column.replace(/^[#`]/, "")));
    }
    const body = make("tbody", "");
    for (const row of rows) {
      const line = make("tr", row.second ? "second" : "");
      row.cells.forEach((cell, i) => {
        const differs = row.differs && row.differs.has(i) ? " differs" : "";
        line.append(make("td", kind(columns[i]) + differs, String(cell)));
      });
      body.append(line);
    }
    return make("div", "scroll", make("table", "", make("thead", "", head), body));
  }

  const plainRows = (rows) => rows.map((cells) => ({ cells }));

  function section(title, note, wide) {
    const card = make("section", wide ? "wide" : "", make("h2", "", title));
    if (note) card.append(make("p", "note", note));
    document.getElementById("main").append(card);
    return card;
  }

  function chartSection({ title, note, wide, height, option, columns, rows }) {
    const card = section(title, note, wide);
    const box = make("div", "chart");
    box.style.height = height + "px";
    box.setAttribute("role", "img");
    box.setAttribute("aria-label", title + ". The numbers are in the table below.");
    card.append(box);
    card.append(make("details", "", make("summary", "", "Table"), table(columns, plainRows(rows))));
    charts.push({ box, option, chart: null });
  }

  function palette() {
    const style = getComputedStyle(document.documentElement);
    const colors = {};
    for (const name of ["card", "ink", "soft", "line", "match", "new", "review", "rejected", "neutral"]) {
      colors[name] = style.getPropertyValue("--" + name).trim();
    }
    return colors;
  }

  function base(colors) {
    return {
      animation: false,
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: colors.soft },
      tooltip: {
        trigger: "axis",
        axisPointer: { type: "shadow", shadowStyle: { color: colors.line, opacity: 0.35 } },
        backgroundColor: colors.card,
        borderColor: colors.line,
        textStyle: { color: colors.ink, fontSize: 13 },
      },
    };
  }

  const valueAxis = (colors, extra) => ({
    type: "value",
    axisLabel: { color: colors.soft, formatter: (v) => compact.format(v), hideOverlap: true },
    splitLine: { lineStyle: { color: colors.line } },
    axisLine: { show: false },
    ...extra,
  });

  const categoryAxis = (colors, names, extra) => ({
    type: "category",
    data: names,
    axisTick: { show: false },
    axisLine: { lineStyle: { color: colors.line } },
    axisLabel: { color: colors.soft, ...(extra || {}) },
  });

  // Bars that lie on their side, the first on top: good for names.
  function lyingBars(colors, bars, label, axis) {
    return {
      ...base(colors),
      grid: { left: 8, right: 84, top: 8, bottom: 8, containLabel: true },
      xAxis: valueAxis(colors, { axisLabel: { show: false }, splitLine: { show: false }, ...axis }),
      yAxis: {
        ...categoryAxis(colors, bars.map((bar) => bar.name), { width: 230, overflow: "truncate", color: colors.ink }),
        inverse: true,
      },
      tooltip: { ...base(colors).tooltip, valueFormatter: label },
      series: [{
        type: "bar",
        barMaxWidth: 22,
        data: bars.map((bar) => ({
          value: bar.value,
          itemStyle: { color: bar.color, borderRadius: 3 },
          label: { position: bar.value < 0 ? "left" : "right" },
        })),
        label: { show: true, color: colors.ink, formatter: (p) => label(p.value, bars[p.dataIndex]) },
      }],
    };
  }

  function standingBars(colors, names, values, color, extra) {
    return {
      ...base(colors),
      grid: { left: 8, right: 12, top: 18, bottom: 8, containLabel: true },
      xAxis: categoryAxis(colors, names, extra),
      yAxis: valueAxis(colors),
      tooltip: { ...base(colors).tooltip, valueFormatter: count },
      series: [{ type: "bar", barMaxWidth: 34, itemStyle: { color, borderRadius: [3, 3, 0, 0] }, data: values }],
    };
  }

  const lying = (bars) => 26 * bars + 24;

  function head() {
    document.title = "linkgrid report: " + island.summary.spec;
    document.getElementById("title").textContent = "Linkage report: " + summary.spec;
    document.getElementById("subtitle").textContent =
      "Run " + summary.run_id + (summary.repeated ? " (repeated: the database held this result already)" : "");
    document.getElementById("footer").textContent = "SHA-256 of links.csv: " + summary.links_sha256;

    const tiles = make("div", "tiles");
    const tile = (label, value, more, tone) => {
      const node = make("div", "tile",
        make("div", "label", label), make("div", "value", value), make("div", "more", more || ""));
      if (tone) node.style.setProperty("--tone", "var(--" + tone + ")");
      tiles.append(node);
    };
    tile("Records read", count(summary.read), "in " + seconds(summary.seconds.total || 0), "neutral");
    tile("Linked", count(summary.linked), share(summary.linked, summary.read), "match");
    tile("New", count(summary.new), share(summary.new, summary.read), "new");
    tile("In review", count(summary.review), share(summary.review, summary.read), "review");
    tile("Rejected", count(summary.rejected), share(summary.rejected, summary.read), "rejected");
    tile("Entities", count(summary.entities),
      summary.entities > 0 ? fixed((summary.linked + summary.new) / summary.entities, 1) + " rows each" : "");
    tile("Pairs compared", count(summary.pairs_compared),
      summary.read > 0 ? fixed(summary.pairs_compared / summary.read, 1) + " a record" : "");
    tile("Local lookups", share(summary.local_lookups, summary.lookups), "of " + count(summary.lookups));
    tile("Records a second", count(summary.records_per_second),
      count(summary.nodes) + (summary.nodes === 1 ? " node" : " nodes"));
    if (summary.joined > 0) {
      tile("Joined rows", count(summary.joined), "from " + count(summary.joined_events) + " events");
    }
    document.getElementById("main").append(tiles);
  }

  function decisions() {
    const all = [
      ["linked", summary.linked, "match"],
      ["new", summary.new, "new"],
      ["review", summary.review, "review"],
      ["rejected", summary.rejected, "rejected"],
    ];
    chartSection({
      title: "Decisions",
      note: "Each row that was read has exactly one.",
      height: 190,
      option: (colors) => lyingBars(colors,
        all.map(([name, value, tone]) => ({ name, value, color: colors[tone] })),
        (value) => count(value) + "  ·  " + share(value, summary.read), {}),
      columns: ["decision", "#rows", "#share"],
      rows: [...all.map(([name, value]) => [name, count(value), share(value, summary.read)]),
        ["read", count(summary.read), ""]],
    });
  }

  function stages() {
    const bars = island.stages.map((name) => ({ name, value: summary.seconds[name] }));
    if (bars.length === 0) return;
    const total = summary.seconds.total || 0;
    chartSection({
      title: "Seconds per stage",
      note: "Wall time; " + seconds(total) + " in all.",
      height: Math.max(190, lying(bars.length)),
      option: (colors) => lyingBars(colors, bars.map((bar) => ({ ...bar, color: colors.new })), seconds, {}),
      columns: ["stage", "#seconds", "#share"],
      rows: bars.map((bar) => [bar.name, fixed(bar.value, 3), share(bar.value, total)]),
    });
  }

  function probabilities() {
    const bins = data.probabilities;
    if (!bins.some((bin) => bin.rows > 0)) return;
    const width = bins[0].to - bins[0].from;
    const tone = (bin, colors) => {
      const middle = (bin.from + bin.to) / 2;
      return middle >= island.match_probability ? colors.match
        : middle >= island.review_probability ? colors.review : colors.new;
    };
    chartSection({
      title: "Match probability",
      note: "Rows by the probability of their best candidate, on a logarithmic scale. Dashed: the thresholds of review ("
        + island.review_probability + ") and match (" + island.match_probability + ").",
      wide: true,
      height: 280,
      option: (colors) => ({
        ...base(colors),
        grid: { left: 8, right: 24, top: 30, bottom: 8, containLabel: true },
        xAxis: valueAxis(colors, { min: 0, max: 1, interval: 0.1, splitLine: { show: false },
          axisLabel: { color: colors.soft, formatter: (v) => fixed(v, 1) } }),
        yAxis: valueAxis(colors, { type: "log", min: 0.5,
          axisLabel: { color: colors.soft, formatter: (v) => (v < 1 ? "" : compact.format(v)) } }),
        tooltip: { ...base(colors).tooltip, trigger: "item",
          formatter: (p) => fixed(bins[p.dataIndex].from, 2) + " to " + fixed(bins[p.dataIndex].to, 2)
            + ": <b>" + count(bins[p.dataIndex].rows) + "</b> rows" },
        series: [{
          type: "bar",
          barWidth: (100 / bins.length) * 0.86 + "%",
          data: bins.map((bin) => ({
            value: [bin.from + width / 2, bin.rows > 0 ? bin.rows : null],
            itemStyle: { color: tone(bin, colors), borderRadius: [3, 3, 0, 0] },
          })),
          markLine: {
            silent: true, symbol: "none",
            lineStyle: { color: colors.soft, type: "dashed" },
            label: { color: colors.soft, formatter: (p) => p.name },
            data: [{ name: "review", xAxis: island.review_probability }, { name: "match", xAxis: island.match_probability }],
          },
        }],
      }),
      columns: ["#from", "#to", "#rows"],
      rows: bins.map((bin) => [fixed(bin.from, 2), fixed(bin.to, 2), count(bin.rows)]),
    });
  }

  function weights() {
    if (island.levels.length === 0) return;
    const levels = [{ attribute: "prior", comparator: "", label: "", weight: island.prior_weight }, ...island.levels];
    chartSection({
      title: "What agreement is worth",
      note: "Match weight of each comparison level: log2 of how much likelier it is among matches than among others. The prior and the weights of a pair add up to its evidence.",
      wide: true,
      height: lying(levels.length),
      option: (colors) => {
        const option = lyingBars(colors,
          levels.map((level) => ({
            name: level.label ? level.attribute + ": " + level.label : level.attribute,
            value: level.weight,
            color: level.attribute === "prior" ? colors.neutral : level.weight < 0 ? colors.rejected : colors.match,
          })), signed, {});
        option.yAxis.axisLine = { show: false };
        option.yAxis.offset = 44;
        option.xAxis = valueAxis(colors, { axisLabel: { color: colors.soft } });
        option.grid.left = 48;
        option.grid.right = 48;
        option.yAxis.position = "left";
        option.yAxis.axisLine = { show: false, onZero: false };
        return option;
      },
      columns: ["attribute", "comparator", "level", "#weight"],
      rows: levels.map((level) => [level.attribute, level.comparator, level.label, signed(level.weight)]),
    });
  }

  function blocks() {
    if (data.blocks.length === 0) return;
    chartSection({
      title: "Largest blocks",
      note: "Entities that share a " + island.partition + "; the " + data.blocks.length + " largest.",
      height: 260,
      option: (colors) => standingBars(colors, data.blocks.map((b) => b.key), data.blocks.map((b) => b.entities),
        colors.match, { rotate: 55, fontSize: 11, interval: data.blocks.length > 15 ? 1 : 0, width: 90, overflow: "truncate" }),
      columns: [island.partition, "#entities"],
      rows: data.blocks.map((b) => [b.key, count(b.entities)]),
    });
    const name = (c) => (c.from === c.to ? count(c.from) : count(c.from) + "–" + count(c.to));
    const all = data.block_sizes.reduce((sum, c) => sum + c.blocks, 0);
    chartSection({
      title: "Blocks by size",
      note: count(all) + " blocks by how many entities are in one.",
      height: 260,
      option: (colors) => standingBars(colors, data.block_sizes.map(name), data.block_sizes.map((c) => c.blocks),
        colors.neutral, { fontSize: 11, rotate: data.block_sizes.length > 7 ? 40 : 0 }),
      columns: ["entities in a block", "#blocks", "#entities"],
      rows: data.block_sizes.map((c) => [name(c), count(c.blocks), count(c.entities)]),
    });
  }

  function nodes() {
    if (summary.work.length === 0) return;
    chartSection({
      title: "Work per node",
      note: "Pairs compared at each node. Even bars mean that no node waited for another.",
      wide: data.weeks.length === 0,
      height: Math.max(220, lying(summary.work.length)),
      option: (colors) => lyingBars(colors,
        summary.work.map((w) => ({ name: w.node, value: w.pairs, color: colors.match })), count, {}),
      columns: ["node", "#records", "#pairs", "#lookups", "#local"],
      rows: summary.work.map((w) =>
        [w.node, count(w.records), count(w.pairs), count(w.lookups), share(w.local_lookups, w.lookups)]),
    });
  }

  function weeks() {
    if (data.weeks.length === 0) return;
    chartSection({
      title: "Joins per week",
      note: "Joined rows by the week of their event, named by its Monday.",
      wide: summary.work.length === 0,
      height: 220,
      option: (colors) => standingBars(colors, data.weeks.map((w) => w.monday), data.weeks.map((w) => w.trips),
        colors.new, { fontSize: 11, hideOverlap: true }),
      columns: ["week of", "#joined rows", "#events", "#hours"],
      rows: data.weeks.map((w) => [w.monday, count(w.trips), count(w.events), fixed(w.seconds / 3600, 1)]),
    });
  }

  function reviews() {
    if (data.reviews.length === 0) return;
    const rows = [];
    for (const r of data.reviews) {
      const differs = new Set();
      r.values.forEach((value, i) => { if (r.best.length > 0 && value !== r.best[i]) differs.add(i + 2); });
      rows.push({ cells: [r.file + " " + count(r.row), r.record_id, ...r.values, count(r.rows), fixed(r.probability, 3), fixed(r.runner_up_probability, 3)] });
      rows.push({ second: true, differs, cells: ["", "best candidate", ...r.best, "", "", ""] });
    }
    section("Waiting for a person",
      "The most probable of " + count(summary.review) + " rows in review; what differs from the best candidate is marked.", true)
      .append(table(["row", "record", ...island.attributes, "#rows", "#probability", "#runner-up"], rows));
  }

  function largest() {
    if (data.largest.length === 0) return;
    section("Largest entities", "By the rows of this run that belong to them.", true)
      .append(table(["entity", ...island.attributes, "#mentions", "#rows"],
        plainRows(data.largest.map((g) => [g.entity_id, ...g.values, count(g.mentions), count(g.rows)]))));
  }

  function rejects() {
    if (data.rejects.length === 0) return;
    section("Rejected rows", "The first " + data.rejects.length + " of " + count(summary.rejected) + "; all are in rejects.csv.", true)
      .append(table(["file", "#row", "#line", "reason", "`as it was"],
        plainRows(data.rejects.map((r) => [r.file, count(r.row), count(r.line), r.reason, r.raw]))));
  }

  function draw() {
    const colors = palette();
    for (const entry of charts) {
      entry.chart = entry.chart || echarts.init(entry.box, null, { renderer: "svg" });
      entry.chart.resize();
      entry.chart.setOption(entry.option(colors), true);
    }
  }

  head();
  decisions();
  stages();
  probabilities();
  weights();
  blocks();
  nodes();
  weeks();
  reviews();
  largest();
  rejects();
  draw();

  // Paper is white and narrower than the screen.
  const paper = (on) => {
    document.documentElement.classList.toggle("printing", on);
    charts.forEach((entry) => { entry.box.style.width = on ? "640px" : ""; });
    draw();
  };
  addEventListener("beforeprint", () => paper(true));
  addEventListener("afterprint", () => paper(false));
  addEventListener("resize", () => charts.forEach((entry) => entry.chart.resize()));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
})();
