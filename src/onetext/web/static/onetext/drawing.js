// Drawing an area or line by hand: corners set on a map go into the form's own field, one a line, as they are typed
// where there is no script. What is typed there is drawn here.

const WIDTH = 1000, HEIGHT = 560; // of the sheet, in its own units
const NEAR = 14; // pixels within which a corner or an edge is meant
const STEP = 20; // units that the cross moves at a key; a tenth of it with Shift
const CLOSEST = 2e5, CLOSE = 4000; // units to a degree: the most, and where only one place is known
const GRID = [30, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001];
const CORNER = /^([+-]?\d{1,3}(?:\.\d{1,12})?)\s*[,;\s]\s*([+-]?\d{1,3}(?:\.\d{1,12})?)$/;

const desk = document.getElementById("drawing");
const field = desk && document.getElementById(desk.dataset.field);
const sheet = desk?.querySelector("svg");
const told = desk?.querySelector("output");
const shapes = desk ? JSON.parse(desk.dataset.shapes) : [];
const past = []; // what stood in the field before each step
let corners = []; // [latitude, longitude]
let kept = []; // paths in the field that have several parts; they stay until something is drawn instead
let area = true;
let middle = [20, 0], scale = WIDTH / 360; // units to a degree of latitude
let cross = middle;
let held = -1, chosen = -1;
let pressed = null;

// --- places on Earth and on the sheet

const narrow = () => Math.max(Math.cos((middle[0] * Math.PI) / 180), 0.02);
const xy = ([lat, lon]) => [WIDTH / 2 + (lon - middle[1]) * narrow() * scale, HEIGHT / 2 - (lat - middle[0]) * scale];
const decimals = () => Math.min(Math.max(Math.ceil(Math.log10(scale)), 1), 6);
const round = (degrees, most) => Number(Math.min(Math.max(degrees, -most), most).toFixed(decimals()));
const at = (x, y) => [
  round(middle[0] - (y - HEIGHT / 2) / scale, 90),
  round(middle[1] + (x - WIDTH / 2) / (narrow() * scale), 180),
];
const within = ([x, y]) => x >= 0 && x <= WIDTH && y >= 0 && y <= HEIGHT;
const near = () => (NEAR * WIDTH) / (sheet.clientWidth || WIDTH);
const side = (degrees, positive, negative) => `${Math.abs(degrees)}°${degrees ? ` ${degrees > 0 ? positive : negative}` : ""}`;
const named = ([lat, lon]) => `${side(lat, "N", "S")}, ${side(lon, "E", "W")}`;

function fit(places) {
  if (!places.length) [middle, scale] = [[20, 0], WIDTH / 360];
  else {
    const [lats, lons] = [places.map((one) => one[0]), places.map((one) => one[1])];
    const [south, north, west, east] = [Math.min(...lats), Math.max(...lats), Math.min(...lons), Math.max(...lons)];
    middle = [(south + north) / 2, (west + east) / 2];
    const across = (WIDTH * 0.75) / ((east - west) * narrow() || 1e-9), up = (HEIGHT * 0.75) / (north - south || 1e-9);
    scale = Math.min(across, up, places.length > 1 ? CLOSEST : CLOSE);
  }
  cross = corners.at(-1) ?? middle;
}

const everything = () => (corners.length || kept.length ? [...corners, ...kept.flat()] : shapes.flatMap((one) => one.paths.flat()));

// --- the field

function read() {
  const text = field.value.trim();
  const lines = text.split("\n").map((line) => CORNER.exec(line.trim())).filter(Boolean);
  [corners, kept, held, chosen] = [[], [], -1, -1];
  if (text && lines.length === text.split("\n").filter((line) => line.trim()).length) {
    set(lines.map((found) => [Number(found[1]), Number(found[2])]));
  } else if (text) {
    try {
      geojson(JSON.parse(text));
    } catch {
      // What is typed is neither yet: there is nothing to draw, and the form says so when it is handed in.
    }
  }
}

function set(places) {
  const closed = places.length > 3 && String(places[0]) === String(places.at(-1));
  if (places.length > 2) area = closed;
  corners = closed ? places.slice(0, -1) : places;
}

function geojson(found) {
  const one = found.type === "FeatureCollection" ? found.features[0].geometry : found.type === "Feature" ? found.geometry : found;
  const turn = (places) => places.map(([lon, lat]) => [lat, lon]);
  if (one.type === "LineString") set(turn(one.coordinates));
  else if (one.type === "Polygon" && one.coordinates.length === 1) set(turn(one.coordinates[0]));
  else if (one.type === "MultiPolygon") kept = one.coordinates.flat().map(turn);
  else kept = one.coordinates.map(turn);
}

function write() {
  kept = [];
  const all = area && corners.length > 2 ? [...corners, corners[0]] : corners;
  field.value = all.map((one) => one.join(", ")).join("\n");
  draw();
}

const remember = () => past.push([field.value, area]);

// --- what one does

function say(what, place = cross) {
  const words = desk.dataset[what] ?? "";
  told.textContent = words.replace("{n}", String(chosen + 1)).replace("{count}", String(corners.length)).replace("{place}", named(place));
}

const cornerAt = ([x, y]) => corners.findIndex((one) => Math.hypot(xy(one)[0] - x, xy(one)[1] - y) <= near());

function edgeAt([x, y]) {
  const last = area && corners.length > 2 ? corners.length : corners.length - 1;
  for (let place = 0; place < last; place += 1) {
    const [ax, ay] = xy(corners[place]), [bx, by] = xy(corners[(place + 1) % corners.length]);
    const long = (bx - ax) ** 2 + (by - ay) ** 2 || 1;
    const part = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / long;
    if (part > 0 && part < 1 && Math.hypot(ax + part * (bx - ax) - x, ay + part * (by - ay) - y) <= near()) return place + 1;
  }
  return corners.length;
}

function add(place) {
  const position = edgeAt(xy(place));
  remember();
  corners.splice(position, 0, place);
  [chosen, cross] = [position, place];
  write();
  say("set", place);
}

function remove(position) {
  if (position < 0) return say("none");
  remember();
  const [gone] = corners.splice(position, 1);
  [chosen, held] = [-1, -1];
  write();
  say("removed", gone);
}

function undo() {
  const before = past.pop();
  if (!before) return say("nothing");
  [field.value, area] = before;
  const kind = area;
  read();
  area = kind;
  draw();
  say("undone");
}

function kindOf(wanted) {
  if (area === wanted) return;
  remember();
  area = wanted;
  if (corners.length) write();
  else draw();
}

function zoom(by) {
  scale = Math.min(Math.max(scale * by, WIDTH / 360), CLOSEST);
  middle = cross;
  draw();
}

function step(dx, dy) {
  const [x, y] = xy(cross);
  cross = at(x + dx, y + dy);
  if (!within(xy(cross))) middle = cross;
  if (held >= 0) corners[held] = cross;
  if (held >= 0) write();
  else draw();
  say(held >= 0 ? "moved" : "cross");
}

function enter() {
  const here = cornerAt(xy(cross));
  if (held >= 0) {
    held = -1;
    draw();
    say("put");
  } else if (here >= 0) {
    remember();
    [held, chosen, cross] = [here, here, corners[here]];
    draw();
    say("taken");
  } else add(cross);
}

function next(by) {
  if (!corners.length) return say("none");
  chosen = (chosen + by + corners.length) % corners.length;
  cross = corners[chosen];
  if (!within(xy(cross))) middle = cross;
  draw();
  say("at");
}

const KEYS = {
  ArrowUp: (by) => step(0, -by), ArrowDown: (by) => step(0, by),
  ArrowLeft: (by) => step(-by, 0), ArrowRight: (by) => step(by, 0),
  Enter: enter, Delete: () => remove(meant()), Backspace: () => remove(meant()),
  n: () => next(1), p: () => next(-1), "+": () => zoom(2), "=": () => zoom(2), "-": () => zoom(0.5),
};
const meant = () => (chosen >= 0 ? chosen : cornerAt(xy(cross)));

function key(event) {
  const back = event.key === "z" && (event.ctrlKey || event.metaKey);
  const does = back ? undo : event.ctrlKey || event.metaKey || event.altKey ? null : KEYS[event.key];
  if (!does) return;
  event.preventDefault();
  if (event.key.startsWith("Arrow") && held < 0) chosen = -1;
  does(event.shiftKey ? STEP / 10 : STEP);
}

// --- the pointer

function where(event) {
  const box = sheet.getBoundingClientRect();
  return [((event.clientX - box.left) * WIDTH) / box.width, ((event.clientY - box.top) * HEIGHT) / box.height];
}

function down(event) {
  if (event.button) return;
  const spot = where(event);
  pressed = { spot, corner: cornerAt(spot), middle, moved: false };
  sheet.setPointerCapture(event.pointerId);
}

function move(event) {
  if (!pressed) return;
  const [x, y] = where(event), [px, py] = pressed.spot;
  if (!pressed.moved && Math.hypot(x - px, y - py) < near() / 3) return;
  if (!pressed.moved && pressed.corner >= 0) remember();
  pressed.moved = true;
  if (pressed.corner >= 0) {
    corners[pressed.corner] = cross = at(x, y);
    chosen = pressed.corner;
    write();
  } else {
    middle = pressed.middle;
    middle = [round(middle[0] + (y - py) / scale, 85), round(middle[1] - (x - px) / (narrow() * scale), 180)];
    draw();
  }
}

function up() {
  if (!pressed) return;
  const { spot, corner, moved } = pressed;
  pressed = null;
  if (moved) return corner >= 0 && say("moved");
  if (corner < 0) return add(at(...spot));
  [chosen, cross] = [corner, corners[corner]];
  draw();
  say("at");
}

// --- the sheet

function part(name, set, text = "") {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(set)) made.setAttribute(key, value);
  made.textContent = text;
  return made;
}

const path = (places, closed) => `M${places.map((one) => xy(one).map((number) => number.toFixed(1)).join(" ")).join(" L")}${closed ? " Z" : ""}`;

function* grid() {
  const tall = HEIGHT / scale, wide = WIDTH / (narrow() * scale);
  const apart = GRID.find((one) => tall / one >= 3) ?? GRID.at(-1);
  const digits = Math.max(0, Math.ceil(-Math.log10(apart)));
  for (let lat = Math.ceil((middle[0] - tall / 2) / apart) * apart; lat <= middle[0] + tall / 2; lat += apart) {
    const y = xy([lat, 0])[1];
    yield part("path", { class: "degree-line", d: `M0 ${y} H${WIDTH}` });
    if (y > 22) yield part("text", { class: "degree", x: 5, y: y - 4 }, side(Number(lat.toFixed(digits)), "N", "S"));
  }
  for (let lon = Math.ceil((middle[1] - wide / 2) / apart) * apart; lon <= middle[1] + wide / 2; lon += apart) {
    const x = xy([0, lon])[0];
    yield part("path", { class: "degree-line", d: `M${x} 0 V${HEIGHT}` });
    if (x > 60 && x < WIDTH - 90) yield part("text", { class: "degree", x: x + 4, y: HEIGHT - 6 }, side(Number(lon.toFixed(digits)), "E", "W"));
  }
}

function* drawn() {
  yield* grid();
  for (const one of shapes) {
    for (const places of one.paths) {
      const made = part("path", { class: one.area ? "there" : "there open", d: path(places, one.area) });
      made.append(part("title", {}, one.title));
      yield made;
    }
  }
  for (const places of kept) yield part("path", { class: "mine", d: path(places, false) });
  if (corners.length) yield part("path", { class: area ? "mine" : "mine open", d: path(corners, area && corners.length > 2) });
  for (const [place, one] of corners.entries()) {
    const [x, y] = xy(one);
    yield part("circle", { class: place === chosen ? "corner chosen" : "corner", cx: x, cy: y, r: near() * 0.55 });
  }
  const [x, y] = xy(cross), arm = near();
  yield part("path", { class: held >= 0 ? "cross held" : "cross", d: `M${x - arm} ${y} H${x + arm} M${x} ${y - arm} V${y + arm}` });
}

function draw() {
  sheet.replaceChildren(...drawn());
  for (const button of desk.querySelectorAll("[data-kind]")) button.setAttribute("aria-pressed", String((button.dataset.kind === "area") === area));
}

const DOES = {
  area: () => kindOf(true), line: () => kindOf(false), undo, remove: () => remove(meant()),
  closer: () => zoom(2), wider: () => zoom(0.5),
  all: () => { fit(everything()); draw(); },
};

if (field && sheet) {
  desk.hidden = false;
  read();
  fit(everything());
  draw();
  sheet.addEventListener("keydown", key);
  sheet.addEventListener("pointerdown", down);
  sheet.addEventListener("pointermove", move);
  sheet.addEventListener("pointerup", up);
  sheet.addEventListener("pointercancel", () => { pressed = null; });
  for (const button of desk.querySelectorAll("button[data-does]")) button.addEventListener("click", () => DOES[button.dataset.does]());
  field.addEventListener("input", () => {
    read();
    if (!everything().every((one) => within(xy(one)))) fit(everything());
    draw();
  });
  new ResizeObserver(draw).observe(sheet);
}
