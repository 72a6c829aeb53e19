// A concept graph on a canvas. Text of notes is only ever drawn or set as text, never parsed.
const GLIDE_MS = 350, MARGIN_X = 64, MARGIN_Y = 42, BUTTONS = 24, LARGE = 600, REDRAW_MS = 140;
const OVERVIEW_NAMES = 40;
const [ID, LABEL, NAME, X, Y, RADIUS, COLOUR] = [0, 1, 2, 3, 4, 5, 6];
const [HEAD, TAIL, RELATION, WORD, LINE, WIDTH, ARROW, DASHED, BEND] = [0, 1, 2, 3, 4, 5, 6, 7, 8];
const FONT = "-apple-system, 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif";

class GraphView {
  constructor(root) {
    this.root = root;
    this.canvas = root.querySelector("canvas");
    this.canvas.graph = this;
    this.moment = { k: 1, x: 0, y: 0 };
    this.hovered = null;
    this.sized = new ResizeObserver(() => this.resize());
    const on = (name, does) => this.canvas.addEventListener(name, does);
    on("pointerdown", (event) => this.press(event));
    on("pointermove", (event) => this.move(event));
    on("pointerup", (event) => this.release(event));
    on("pointercancel", () => (this.held = null));
    on("pointerleave", () => this.hover(null));
    on("keydown", (event) => this.key(event));
    this.canvas.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    for (const button of root.querySelectorAll("button"))
      button.addEventListener("click", () => this.command(button.dataset.does));
  }

  show(data, tell) {
    this.tell = tell;
    this.sized.observe(this.canvas);
    const from = this.data && !this.data.overview ? this.screenPlaces() : null;
    const isNew = data.drawing !== this.data?.drawing;
    this.data = data;
    const { clientWidth } = this.canvas; // on a phone what follows the graph shall be in sight
    this.canvas.style.height = `${Math.min(data.height, Math.max(280, 0.95 * clientWidth))}px`;
    this.canvas.setAttribute("aria-label", data.alt);
    for (const button of this.root.querySelectorAll("button")) {
      button.title = data.words[button.dataset.does];
      button.setAttribute("aria-label", button.title);
    }
    this.near = data.nodes.map(() => new Set());
    for (const [at, edge] of data.edges.entries()) {
      this.near[edge[HEAD]].add(at);
      this.near[edge[TAIL]].add(at);
    }
    this.hovered = null;
    if (isNew) this.moment = { k: 1, x: 0, y: 0 };
    this.resize();
    if (isNew && from) this.glide(from);
  }

  rest() {
    this.sized.disconnect();
  }

  resize() {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    if (!width || !this.data) return;
    const dots = window.devicePixelRatio || 1;
    Object.assign(this, { width, height, dots });
    if (this.canvas.width !== Math.round(width * dots)) this.canvas.width = Math.round(width * dots);
    if (this.canvas.height !== Math.round(height * dots))
      this.canvas.height = Math.round(height * dots);
    this.fit();
    this.sheet = null;
    this.draw();
  }

  // The whole graph, as large as the canvas lets it; rings may stretch, discs stay round.
  fit() {
    const xs = this.data.nodes.map((n) => n[X]), ys = this.data.nodes.map((n) => n[Y]);
    const least = (v) => v.reduce((a, b) => Math.min(a, b), Infinity);
    const most = (v) => v.reduce((a, b) => Math.max(a, b), -Infinity);
    const [x0, x1, y0, y1] = [least(xs), most(xs), least(ys), most(ys)];
    const rim = this.data.overview ? 0.5 : 1;
    let sx = (this.width - 2 * rim * MARGIN_X) / Math.max(1, x1 - x0);
    let sy = (this.height - BUTTONS - 2 * rim * MARGIN_Y) / Math.max(1, y1 - y0);
    if (this.data.overview) sx = sy = Math.min(sx, sy, 2.4);
    else {
      sx = Math.min(sx, 2.4, 2.2 * sy);
      sy = Math.min(sy, 2.4, 2.2 * sx);
    }
    Object.assign(this, { sx, sy, cx: (x0 + x1) / 2, cy: (y0 + y1) / 2 });
  }

  // The buttons below take some of the height.
  get middleY() {
    return (this.height - BUTTONS) / 2;
  }

  place(node, m = this.moment) {
    return [
      this.width / 2 + (node[X] - this.cx) * this.sx * m.k + m.x,
      this.middleY + (node[Y] - this.cy) * this.sy * m.k + m.y,
    ];
  }

  radius(node, m = this.moment) {
    return this.data.overview ? Math.max(1.5, node[RADIUS] * this.sx * m.k) : node[RADIUS];
  }

  screenPlaces() {
    return new Map(this.data.nodes.map((node) => [node[ID], this.place(node)]));
  }

  // Nodes that stay glide from where they were; new ones come out of the one in the middle.
  glide(from) {
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    const source = from.get(this.data.nodes[0]?.[ID]);
    if (!source) return;
    const began = performance.now();
    this.starts = this.data.nodes.map((node) => from.get(node[ID]) ?? source);
    const step = (now) => {
      const part = Math.min(1, (now - began) / GLIDE_MS);
      this.eased = 1 - (1 - part) ** 3;
      if (part === 1) this.starts = null;
      this.draw();
      if (this.starts) requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  }

  // One drawing a frame, however many events ask for it.
  draw() {
    if (this.waiting) return;
    this.waiting = requestAnimationFrame(() => {
      this.waiting = 0;
      this.paint();
    });
  }

  paint() {
    const style = getComputedStyle(this.canvas);
    const paper = style.getPropertyValue("--st-background-color") || "#fff";
    this.colours = { ink: style.color, paper };
    const context = this.canvas.getContext("2d");
    context.setTransform(this.dots, 0, 0, this.dots, 0, 0);
    context.clearRect(0, 0, this.width, this.height);
    if (this.data.nodes.length <= LARGE) {
      this.paintScene(context, this.moment, this.width, this.height);
      return;
    }
    this.paintSheet(context, paper);
    if (this.hovered?.node !== undefined) this.paintNames(context, this.moment, [this.hovered.node]);
  }

  // A large graph is drawn once on a sheet four times the canvas, which a drag only moves.
  paintSheet(context, paper) {
    const { width, height, moment } = this;
    const beyond = (s) => {
      const f = moment.k / s.m.k;
      const left = width / 2 + moment.x - (width + s.m.x) * f;
      const top = this.middleY + moment.y - (height / 2 + this.middleY + s.m.y) * f;
      const [right, bottom] = [left + 2 * width * f, top + 2 * height * f];
      return { left, top, f, out: left > 0 || top > 0 || right < width || bottom < height };
    };
    let at = this.sheet && this.sheet.paper === paper ? beyond(this.sheet) : null;
    if (!at || (at.out && at.f === 1)) {
      this.drawSheet(paper);
      at = beyond(this.sheet);
    }
    context.drawImage(this.sheet.image, at.left, at.top, 2 * width * at.f, 2 * height * at.f);
    clearTimeout(this.late);
    if (at.f !== 1) this.late = setTimeout(() => ((this.sheet = null), this.draw()), REDRAW_MS);
  }

  drawSheet(paper) {
    const { width, height, dots } = this;
    const image = this.sheet?.image ?? document.createElement("canvas");
    Object.assign(image, { width: 2 * width * dots, height: 2 * height * dots });
    const context = image.getContext("2d");
    context.setTransform(dots, 0, 0, dots, (width / 2) * dots, (height / 2) * dots);
    const over = this.hovered;
    this.hovered = null;
    this.paintScene(context, this.moment, 1.5 * width, 1.5 * height, -0.5 * width, -0.5 * height);
    this.hovered = over;
    this.sheet = { image, m: { ...this.moment }, paper };
  }

  paintScene(context, m, right, bottom, left = 0, top = 0) {
    const { nodes, edges } = this.data;
    const places = nodes.map((node, at) => this.between(this.place(node, m), at));
    const inside = ([x, y]) => x > left - 40 && x < right + 40 && y > top - 40 && y < bottom + 40;
    if (this.data.overview) this.paintThinEdges(context, places, inside);
    else for (const at of edges.keys()) this.paintEdge(context, places, at);
    const byColour = new Map();
    for (const [at, node] of nodes.entries()) {
      if (!inside(places[at])) continue;
      if (!byColour.has(node[COLOUR])) byColour.set(node[COLOUR], []);
      byColour.get(node[COLOUR]).push(at);
    }
    for (const [colour, members] of byColour) {
      context.beginPath();
      for (const at of members) {
        const [x, y] = places[at], r = this.radius(nodes[at], m);
        context.moveTo(x + r, y);
        context.arc(x, y, r, 0, 2 * Math.PI);
      }
      context.fillStyle = colour;
      context.fill();
      if (!this.data.overview) {
        context.lineWidth = 2;
        context.strokeStyle = this.colours.paper;
        context.stroke();
      }
    }
    const order = [...nodes.keys()].filter((at) => inside(places[at]));
    this.paintNames(context, m, order, places);
  }

  between(place, at) {
    if (!this.starts) return place;
    const [x, y] = this.starts[at], part = this.eased ?? 0;
    return [x + (place[0] - x) * part, y + (place[1] - y) * part];
  }

  paintThinEdges(context, places, inside) {
    const byColour = new Map();
    for (const edge of this.data.edges) {
      const a = places[edge[HEAD]], b = places[edge[TAIL]];
      if (!inside(a) && !inside(b)) continue;
      if (!byColour.has(edge[LINE])) byColour.set(edge[LINE], new Path2D());
      const path = byColour.get(edge[LINE]);
      path.moveTo(...a);
      path.lineTo(...b);
    }
    context.lineWidth = 1;
    for (const [colour, path] of [...byColour].reverse()) {
      context.globalAlpha = colour === "#8c8c8c" ? 0.16 : 0.75;
      context.strokeStyle = colour;
      context.stroke(path);
    }
    context.globalAlpha = 1;
  }

  // The two ends, at the rim of the nodes, and the point that bends the line between them.
  curve(places, edge) {
    const [a, b] = [places[edge[HEAD]], places[edge[TAIL]]];
    const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
    const bent = [(a[0] + b[0]) / 2 - dy * edge[BEND], (a[1] + b[1]) / 2 + dx * edge[BEND]];
    const rim = (p, r) => {
      const length = Math.hypot(bent[0] - p[0], bent[1] - p[1]) || 1;
      return [p[0] + ((bent[0] - p[0]) * r) / length, p[1] + ((bent[1] - p[1]) * r) / length];
    };
    const nodes = this.data.nodes;
    return [rim(a, nodes[edge[HEAD]][RADIUS] + 2), bent, rim(b, nodes[edge[TAIL]][RADIUS] + 3)];
  }

  paintEdge(context, places, at) {
    const edge = this.data.edges[at];
    const isChosen = at === this.data.chosen || at === this.hovered?.edge;
    const over = this.hovered?.node;
    const isFaint = over !== undefined && !this.near[over].has(at) && !isChosen;
    const [a, bent, b] = this.curve(places, edge);
    const turn = Math.atan2(b[1] - bent[1], b[0] - bent[0]);
    const tip = edge[ARROW] ? 7 + edge[WIDTH] : 0;
    context.globalAlpha = isFaint ? 0.15 : isChosen ? 1 : 0.8;
    context.strokeStyle = context.fillStyle = edge[LINE];
    context.lineWidth = edge[WIDTH] + (isChosen ? 2 : 0);
    context.setLineDash(edge[DASHED] ? [4, 4] : []);
    context.beginPath();
    context.moveTo(...a);
    context.quadraticCurveTo(...bent, b[0] - Math.cos(turn) * tip * 0.8, b[1] - Math.sin(turn) * tip * 0.8);
    context.stroke();
    context.setLineDash([]);
    if (tip) {
      context.beginPath();
      context.moveTo(...b);
      for (const side of [-0.4, 0.4])
        context.lineTo(b[0] - Math.cos(turn + side) * tip, b[1] - Math.sin(turn + side) * tip);
      context.fill();
    }
    context.globalAlpha = 1;
    if (isChosen) this.write(context, edge[WORD], ...this.middle(places, edge), "600 12px");
  }

  middle(places, edge) {
    const [a, bent, b] = this.curve(places, edge);
    return [(a[0] + 2 * bent[0] + b[0]) / 4, (a[1] + 2 * bent[1] + b[1]) / 4];
  }

  // Names in order, each where it covers no other and, if it can be, no node and no head of an arrow;
  // that of a hovered node always, and whole.
  paintNames(context, m, order, places = null) {
    const { nodes, overview } = this.data;
    const over = this.hovered?.node;
    const first = order.includes(over) ? [over] : [];
    const boxes = [];
    const overlaps = (a) => (b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
    const drawn = overview || !places ? [] : [...this.discs(places), ...this.heads(places)];
    this.namesAt = {};
    const limit = overview ? OVERVIEW_NAMES * Math.max(1, m.k * m.k) : Infinity;
    for (const [tried, at] of [...first, ...order].entries()) {
      if (boxes.length >= limit) break;
      const node = nodes[at];
      const [x, y] = places?.[at] ?? this.between(this.place(node, m), at);
      const size = overview ? (tried < 8 ? 13 : 11.5) : node[RADIUS] > 12 ? 14 : 12.5;
      const weight = (overview ? tried < 8 : node[RADIUS] > 12) || at === over ? 600 : 400;
      const text = at === over ? node[NAME] : node[LABEL];
      context.font = `${weight} ${size}px ${FONT}`;
      const half = context.measureText(text).width / 2 + 3;
      const away = this.radius(node, m) + size * 0.5 + 4;
      // Outward, where no edge comes in; else on the other side.
      const isHigh = !overview && node[RADIUS] < 12 && node[Y] < this.cy - 1;
      const near = isHigh ? [-away, away] : [away, -away];
      const sides = overview ? near : [...near, ...near.map((side) => side + 13 * Math.sign(side))];
      const boxAt = (side) => [x - half, y + side - size * 0.65, x + half, y + side + size * 0.65];
      const free = sides.filter((side) => at === over || !boxes.some(overlaps(boxAt(side))));
      const side = free.find((each) => !drawn.some(overlaps(boxAt(each)))) ?? free[0];
      if (side === undefined) continue;
      boxes.push(boxAt(side));
      this.namesAt[at] = boxAt(side);
      this.write(context, text, x, y + side, `${weight} ${size}px`);
    }
  }

  discs(places) {
    return places.map(([x, y], at) => {
      const r = this.data.nodes[at][RADIUS];
      return [x - r, y - r, x + r, y + r];
    });
  }

  heads(places) {
    return this.data.edges.filter((edge) => edge[ARROW]).map((edge) => {
      const [, bent, b] = this.curve(places, edge);
      const turn = Math.atan2(b[1] - bent[1], b[0] - bent[0]), half = (7 + edge[WIDTH]) / 2;
      const [x, y] = [b[0] - Math.cos(turn) * half, b[1] - Math.sin(turn) * half];
      return [x - half, y - half, x + half, y + half];
    });
  }

  write(context, text, x, y, font) {
    context.font = `${font} ${FONT}`;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.lineJoin = "round";
    context.lineWidth = 4;
    context.strokeStyle = this.colours.paper;
    context.strokeText(text, x, y);
    context.fillStyle = this.colours.ink;
    context.fillText(text, x, y);
  }

  // What lies under a point of the canvas: the nearest node, else the nearest edge.
  under(x, y) {
    let best = null, least = Infinity;
    for (const [at, node] of this.data.nodes.entries()) {
      const [nx, ny] = this.place(node);
      const away = Math.hypot(nx - x, ny - y) - this.radius(node);
      if (away < 5 && away < least) [best, least] = [{ node: at }, away];
    }
    if (best || this.data.overview) return best;
    const places = this.data.nodes.map((node) => this.place(node));
    for (const [at, edge] of this.data.edges.entries()) {
      const [a, bent, b] = this.curve(places, edge);
      for (let t = 0; t <= 1; t += 1 / 24) {
        const [u, v, w] = [(1 - t) ** 2, 2 * t * (1 - t), t * t];
        const away = Math.hypot(u * a[0] + v * bent[0] + w * b[0] - x, u * a[1] + v * bent[1] + w * b[1] - y);
        if (away < 9 && away < least) [best, least] = [{ edge: at }, away];
      }
    }
    return best;
  }

  press(event) {
    this.held = { x: event.offsetX, y: event.offsetY, moved: false };
    this.canvas.setPointerCapture(event.pointerId);
  }

  move(event) {
    const { offsetX: x, offsetY: y } = event;
    if (!this.held) return this.hover(this.under(x, y));
    const [dx, dy] = [x - this.held.x, y - this.held.y];
    if (!this.held.moved && Math.hypot(dx, dy) < 5) return;
    Object.assign(this.held, { x, y, moved: true });
    this.moment = { ...this.moment, x: this.moment.x + dx, y: this.moment.y + dy };
    this.draw();
  }

  release(event) {
    const wasDrag = !this.held || this.held.moved;
    this.held = null;
    if (wasDrag) return;
    const found = this.under(event.offsetX, event.offsetY);
    if (found?.node !== undefined) this.tell({ node: this.data.nodes[found.node][ID] });
    else if (found) this.tell({ edge: this.nameOf(this.data.edges[found.edge]) });
  }

  nameOf(edge) {
    const { nodes } = this.data;
    return [nodes[edge[HEAD]][ID], edge[RELATION], nodes[edge[TAIL]][ID]];
  }

  hover(found) {
    this.canvas.style.cursor = found ? "pointer" : "grab";
    if (found?.node === this.hovered?.node && found?.edge === this.hovered?.edge) return;
    this.hovered = found;
    this.draw();
  }

  // The wheel scrolls the page until the graph has been clicked or Ctrl is held.
  wheel(event) {
    if (!event.ctrlKey && this.root.activeElement !== this.canvas) return;
    event.preventDefault();
    this.zoom(Math.exp(-event.deltaY / 400), event.offsetX, event.offsetY);
  }

  zoom(factor, x = this.width / 2, y = this.middleY) {
    const { k, x: left, y: top } = this.moment;
    const grown = Math.min(20, Math.max(0.4, k * factor)), f = grown / k;
    const [px, py] = [x - this.width / 2, y - this.middleY];
    this.moment = { k: grown, x: px - (px - left) * f, y: py - (py - top) * f };
    this.canvas.style.touchAction = grown > 1 ? "none" : "pan-y";
    this.draw();
  }

  command(does) {
    if (does === "in") this.zoom(1.35);
    else if (does === "out") this.zoom(1 / 1.35);
    else {
      this.moment = { k: 1, x: 0, y: 0 };
      this.zoom(1);
    }
  }

  key(event) {
    const steps = { ArrowLeft: [50, 0], ArrowRight: [-50, 0], ArrowUp: [0, 50], ArrowDown: [0, -50] };
    const does = { "+": "in", "=": "in", "-": "out", 0: "whole" }[event.key];
    const step = steps[event.key];
    if (!step && !does) return;
    event.preventDefault();
    if (does) return this.command(does);
    this.moment = { ...this.moment, x: this.moment.x + step[0], y: this.moment.y + step[1] };
    this.draw();
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  const view = (parentElement.graphView ??= new GraphView(parentElement));
  view.show(data, (clicked) => setTriggerValue("clicked", clicked));
  return () => view.rest();
}
