extension HTMLPage {
  /// The looks, light and dark.
  static let styleSheet = """
    :root { --text: #1b1f24; --dim: #6a737d; --paper: #fff; --line: #d8dee4; --live: #0969da;
      --goal: #1a7f37; --dead: #9a6700; --bar: #cfe3f8; --pick: #eaf2fb; color-scheme: light dark; }
    @media (prefers-color-scheme: dark) { :root { --text: #dfe3e8; --dim: #8b949e; --paper: #11151b;
      --line: #30363d; --live: #58a6ff; --goal: #3fb950; --dead: #d29922; --bar: #1f3a57; --pick: #1c2733; } }
    * { box-sizing: border-box; }
    body { margin: 0; height: 100vh; display: flex; flex-direction: column; color: var(--text);
      background: var(--paper); font: 14px/20px system-ui, sans-serif; }
    header { padding: 8px 14px 0; } h1 { font-size: 16px; margin: 0; display: inline; }
    #facts { display: inline; color: var(--dim); margin-left: 12px; }
    nav { display: flex; gap: 6px; align-items: center; padding: 6px 14px; border-bottom: 1px solid var(--line); }
    nav button { font: inherit; min-width: 32px; } #moment { min-width: 9em; color: var(--dim); }
    #time { flex: 1; } #marks, #slider { width: 100%; display: block; margin: 0; }
    main { flex: 1; display: flex; min-height: 0; }
    section { overflow: auto; min-width: 0; } #tree { flex: 3; position: relative; outline: none; }
    #side { flex: 2; border-left: 1px solid var(--line); padding: 8px 14px; display: flex; flex-direction: column; }
    #rows { position: relative; } .row { position: absolute; left: 0; right: 0; height: 20px; display: flex;
      white-space: pre; cursor: default; padding: 0 10px; font-family: ui-monospace, monospace; font-size: 13px; }
    .row.selected { background: var(--pick); } .row .step { flex: 1; overflow: hidden; text-overflow: ellipsis; }
    .row .figures { color: var(--dim); margin-left: 12px; } .row.live .step { color: var(--live); font-weight: 600; }
    .row.goal .step { color: var(--goal); font-weight: 600; } .row.closed .step { color: var(--dim); }
    .row.mistaken .step { color: var(--dead); } .row i { display: inline-block; height: 8px; margin: 6px 6px 0 0;
      background: var(--bar); align-self: flex-start; }
    #text { flex: 1; overflow: auto; margin: 0; white-space: pre-wrap; font: 13px/19px ui-monospace, monospace; } #text span { cursor: pointer; }
    #text .live { color: var(--live); } #text .of { background: var(--pick); }
    #node { max-height: 40%; overflow: auto; flex: none; } #node dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 12px; margin: 4px 0; }
    #node dt { color: var(--dim); } #node dd { margin: 0; white-space: pre-wrap; }
    """

  /// What the page does: folds the events up to the moment, and draws the rows in sight.
  static let script = #"""
    "use strict";
    const search = JSON.parse(document.getElementById("search").textContent);
    const { nodes, events } = search, count = nodes.length, end = events.length, rowHeight = 20;
    const byId = id => document.getElementById(id);
    const kids = nodes.map(() => []);
    nodes.forEach((node, i) => { if (i > 0) kids[node[0]].push(i); });
    const onGoalPath = new Set(search.goal), folded = new Set();
    let now = end, selected = 0, current = 0, at = 0, timer = null;
    let N, W, V, step, status;

    function reset() {
      N = new Float64Array(count); W = new Float64Array(count);
      V = nodes.map(node => node[4]); step = nodes.map(node => node[2]);
      status = new Array(count).fill(""); current = 0; at = 0;
    }
    function apply([kind, node, other, value, why]) {
      switch (kind) {
      case "select": current = node; break;
      case "expand": current = node; break;
      case "evaluate": V[node] = value; if (why === "dead end" || why === "hopeless") status[node] = "closed"; break;
      case "backup":
        for (let n = node; n >= 0; n = nodes[n][0]) { N[n] += 1; W[n] += value; }
        break;
      case "backtrack": current = other; break;
      case "text": step[node] += why; break;
      case "prune": status[node] = status[node] === "goal" ? "goal" : "closed"; break;
      case "goal": status[node] = "goal"; current = node; break;
      case "mistake": status[node] = "mistaken"; break;
      }
    }
    function goTo(moment) {
      moment = Math.max(0, Math.min(end, moment));
      if (moment < at || !N) reset();
      while (at < moment) apply(events[at++]);
      now = moment;
    }

    const brief = x => x === null || x === undefined || Number.isNaN(x) ? "–"
      : Number.isInteger(x) ? String(x) : Math.abs(x) >= 1000 ? x.toFixed(0) : x.toPrecision(3);
    const mean = n => N[n] > 0 ? W[n] / N[n] : null;
    function share(n) {
      const x = search.isFolded ? mean(n) ?? V[n] : V[n], [low, high] = search.range;
      if (x === null || x === undefined || !(high > low)) return null;
      const s = Math.max(0, Math.min(1, (x - low) / (high - low)));
      return search.isLowerBetter ? 1 - s : s;
    }
    const hasValues = nodes.some(node => node[4] !== null) || events.some(e => e[0] === "evaluate");
    function figures(n) {
      const parts = [];
      if (search.isFolded) parts.push("N " + (N[n] > 0 ? N[n] : "–"), "Q " + brief(mean(n)));
      if (hasValues) parts.push("V " + brief(V[n]));
      search.fields.forEach((name, i) => {
        const text = nodes[n][5][i];
        if (text !== null) parts.push(name + " " + text);
      });
      return parts;
    }

    let rows = [];
    function layOut() {
      rows = [];
      const open = [[0, 0]];
      while (open.length) {
        const [n, depth] = open.pop();
        rows.push([n, depth]);
        if (folded.has(n)) continue;
        const below = kids[n];
        for (let i = below.length - 1; i >= 0; i--)
          if (nodes[below[i]][1] <= now) open.push([below[i], depth + 1]);
      }
      byId("rows").style.height = rows.length * rowHeight + "px";
    }
    function drawRows() {
      const pane = byId("tree"), first = Math.max(0, Math.floor(pane.scrollTop / rowHeight) - 5);
      const last = Math.min(rows.length, first + Math.ceil((pane.clientHeight || 800) / rowHeight) + 10);
      const list = [];
      for (let i = first; i < last; i++) {
        const [n, depth] = rows[i], row = document.createElement("div");
        row.className = ["row", status[n], n === selected ? "selected" : "",
          n === current ? "live" : ""].join(" ");
        row.style.top = i * rowHeight + "px";
        row.dataset.node = n;
        const hasKids = kids[n].some(k => nodes[k][1] <= now);
        const mark = status[n] === "goal" ? "★" : status[n] === "closed" ? "×"
          : status[n] === "mistaken" ? "!" : n === current ? "▶" : onGoalPath.has(n) ? "•" : " ";
        const fold = hasKids ? (folded.has(n) ? "▸" : "▾") : " ";
        const part = (name, text) => {
          const span = document.createElement("span");
          span.className = name; span.textContent = text; row.append(span);
        };
        part("fold", "  ".repeat(Math.min(depth, 60)) + fold + " ");
        part("mark", mark + " ");
        part("step", (step[n] || nodes[n][3] || "start").split("\n")[0]);
        const s = share(n);
        if (s !== null) {
          const bar = document.createElement("i");
          bar.style.width = Math.round(s * 60) + "px"; row.append(bar);
        }
        part("figures", figures(n).slice(0, 4).join("  "));
        row.onclick = () => {
          if (selected === n && hasKids) folded.has(n) ? folded.delete(n) : folded.add(n);
          selected = n; draw(false);
        };
        list.push(row);
      }
      byId("rows").replaceChildren(...list);
    }
    function drawNode() {
      const list = document.createElement("dl"), node = nodes[selected];
      const add = (name, text) => {
        if (!text) return;
        const dt = document.createElement("dt"), dd = document.createElement("dd");
        dt.textContent = name; dd.textContent = text; list.append(dt, dd);
      };
      add("node", "#" + selected); add("step", step[selected]); add("state", node[3]);
      add("status", status[selected]); add("figures", figures(selected).join("   "));
      byId("node").replaceChildren(list);
    }
    function drawText() {
      const parts = search.text.filter(part => part[0] < now), shown = parts.slice(-400);
      const list = shown.map(([event, text], i) => {
        const span = document.createElement("span");
        span.textContent = text + "\n";
        if (i === shown.length - 1) span.className = "live";
        if (event >= 0 && events[event][1] === selected) span.classList.add("of");
        span.onclick = () => { if (event >= 0) selected = events[event][1]; goTo(event + 1); draw(false); };
        return span;
      });
      byId("text").replaceChildren(...list);
      byId("text").lastElementChild?.scrollIntoView({ block: "nearest" });
    }
    function drawMarks() {
      const canvas = byId("marks"), width = canvas.width = canvas.clientWidth || 600;
      const pen = canvas.getContext("2d");
      if (!pen) return;
      const color = name => getComputedStyle(document.documentElement).getPropertyValue(name);
      events.forEach((event, i) => {
        const high = event[0] === "goal" ? 14 : event[0] === "backtrack" ? 7 : 0;
        if (!high) return;
        pen.fillStyle = color(event[0] === "goal" ? "--goal" : "--dead");
        pen.fillRect(Math.round(i / Math.max(1, end) * (width - 2)), 14 - high, 2, high);
      });
    }
    function draw(follows) {
      if (nodes[selected][1] > now) selected = current;
      if (follows) selected = current;
      layOut();
      if (follows) {
        const place = rows.findIndex(row => row[0] === current) * rowHeight, pane = byId("tree");
        if (place >= 0 && (place < pane.scrollTop || place > pane.scrollTop + pane.clientHeight - 60))
          pane.scrollTop = Math.max(0, place - pane.clientHeight / 2);
      }
      drawRows(); drawNode(); drawText();
      byId("slider").value = now;
      byId("moment").textContent = now + " of " + end + (now > 0 ? " · " + events[now - 1][0] : "");
      document.body.dataset.moment = now;
    }
    function play(on) {
      clearInterval(timer); timer = null;
      if (on && now >= end) goTo(0);
      if (on) timer = setInterval(() => {
        goTo(now + Math.max(1, Math.round(end / 600))); draw(true);
        if (now >= end) play(false);
      }, 60);
      byId("play").textContent = on ? "pause" : "play";
    }
    byId("facts").textContent = [search.problem.split("\n")[0], search.strategy, search.model,
      count + " nodes", end + " events"].filter(Boolean).join(" · ");
    byId("slider").max = end;
    byId("slider").oninput = event => { play(false); goTo(Number(event.target.value)); draw(true); };
    byId("play").onclick = () => play(!timer);
    byId("back").onclick = () => { play(false); goTo(now - 1); draw(true); };
    byId("next").onclick = () => { play(false); goTo(now + 1); draw(true); };
    byId("tree").onscroll = drawRows;
    window.onresize = () => { drawMarks(); drawRows(); };
    document.onkeydown = event => {
      if (event.target.tagName === "INPUT" && event.key !== " ") return;
      const keys = { ArrowLeft: "back", ArrowRight: "next", " ": "play" };
      if (keys[event.key]) { event.preventDefault(); byId(keys[event.key]).click(); }
    };
    const asked = parseInt(location.hash.slice(1), 10);
    goTo(Number.isNaN(asked) ? end : asked);
    drawMarks();
    draw(true);
    """#
}
