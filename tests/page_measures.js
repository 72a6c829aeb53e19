// What the browser tests measure of a page.

// The least contrast of a text with what it stands on, and the text; marks that are no text aside.
window.leastContrast = () => {
  const parts = (colour) => {
    const found = colour.match(/[\d.]+/g).map(Number);
    const rgb = found.slice(0, 3).map((v) => (colour.startsWith("color(") ? v * 255 : v));
    return [...rgb, found[3] ?? 1];
  };
  const over = (top, under) => [0, 1, 2].map((i) => top[i] * top[3] + under[i] * (1 - top[3]));
  const light = (rgb) => {
    const linear = (v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    const [r, g, b] = rgb.map((v) => linear(v / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  let least = [21, ""];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const shown = texts.currentNode.textContent.trim(), element = texts.currentNode.parentElement;
    const box = element.getBoundingClientRect(), style = getComputedStyle(element);
    if (!shown || shown === "━" || !box.width || !box.height || style.visibility === "hidden")
      continue;
    if (element.closest("style, script, noscript, [data-testid=stIconMaterial]")) continue;
    let opacity = 1, paper = [255, 255, 255];
    const papers = [];
    for (let at = element; at; at = at.parentElement) {
      opacity *= Number(getComputedStyle(at).opacity);
      papers.push(parts(getComputedStyle(at).backgroundColor));
    }
    if (opacity < 0.05) continue;
    for (const one of papers.reverse()) paper = over(one, paper);
    const [r, g, b, a] = parts(style.color);
    const [ink, under] = [light(over([r, g, b, a * opacity], paper)), light(paper)];
    const contrast = (Math.max(ink, under) + 0.05) / (Math.min(ink, under) + 0.05);
    if (contrast < least[0]) least = [contrast, shown];
  }
  return least;
};

// Remembers the controls that Tab alone must reach, and counts them; in a group of choices the arrow
// keys go on from one of them.
window.findControls = () => {
  const found = [];
  const search = (root) => {
    for (const each of root.querySelectorAll("*")) {
      if (each.shadowRoot) search(each.shadowRoot);
      const is_control = each.matches("button, input, summary, canvas") && each.tabIndex >= 0;
      const grouped = each.closest("[role=radiogroup], [data-testid=stButtonGroup]");
      if (is_control && !grouped && each.checkVisibility({visibilityProperty: true}))
        if (each.getBoundingClientRect().height > 0) found.push(each);
    }
  };
  search(document);
  window.controls = new Set(found);
  return found.length;
};

// Forgets the control that has the focus.
window.passFocused = () => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  window.controls.delete(at);
};

// Where a concept is on the canvas, once the graph shows it in the middle and has come to rest.
window.findNode = async (canvas, [name, first]) => {
  for (let tries = 0; tries < 600; tries++) {
    const {data, starts} = canvas.graph ?? {}, nodes = data?.nodes ?? [];
    const found = nodes.find((node) => node[2] === name);
    if (found && !starts && (!first || nodes[0][2] === first)) return canvas.graph.place(found);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`the graph does not show ${name} around ${first}`);
};

// Draws a concept that two arrows point at, one from above and one from below.
window.showArrows = async ({graph}) => {
  const node = (id, y, radius) => [id, id, id, 0, y, radius, "#888"];
  const edge = (head) => [head, 0, "uses", "uses", "#888", 2, true, false, 0];
  const nodes = [node("甲", 0, 15), node("乙", -100, 9), node("丙", 100, 9)];
  graph.data = {...graph.data, nodes, edges: [edge(1), edge(2)], chosen: -1};
  graph.resize();
  await new Promise((resolve) => setTimeout(resolve, 300));
};

// How many heads of arrows lie under a name.
window.coveredHeads = ({graph}) => {
  const places = graph.data.nodes.map((node) => graph.place(node));
  const covers = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
  const names = Object.values(graph.namesAt);
  return graph.heads(places).filter((head) => names.some((name) => covers(head, name))).length;
};

// The middle of an edge on the canvas.
window.middleOf = (canvas, at) => {
  const {data} = canvas.graph, places = data.nodes.map((node) => canvas.graph.place(node));
  return canvas.graph.middle(places, data.edges[at]);
};
