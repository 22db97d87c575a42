// Writes src/world.ts: the outline of the world's land as one path, degrees in equal steps.
//   npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz && node world.mjs package/land-110m.json
// The outline is Natural Earth's (public domain, 1:110 million), by way of world-atlas (ISC).
import { readFileSync, writeFileSync } from "node:fs";

const world = JSON.parse(readFileSync(process.argv[2], "utf8"));
const { scale, translate } = world.transform;
const arcs = world.arcs.map((arc) => {
  let [x, y] = [0, 0];
  return arc.map(([dx, dy]) => [(x += dx) * scale[0] + translate[0], (y += dy) * scale[1] + translate[1]]);
});
const ring = (numbers) => numbers.flatMap((n, i) => (n < 0 ? [...arcs[~n]].reverse() : arcs[n]).slice(i ? 1 : 0));
const [WIDTH, NORTH] = [960, 84];
const place = ([lon, lat]) => [lon + 180, NORTH - lat].map((degrees) => Math.round(((degrees * WIDTH) / 360) * 2) / 2);
const rings = world.objects.land.geometries.flatMap((g) => (g.type === "Polygon" ? [g.arcs] : g.arcs)).flat().map(ring);
// Land that goes over the date line is followed beyond the edge, and drawn at the other one too.
const whole = rings.flatMap((points) => {
  let turn = 0;
  const followed = points.map(([lon, lat], i) => {
    const jump = i ? lon - points[i - 1][0] : 0;
    if (Math.abs(jump) > 180) turn -= Math.sign(jump) * 360;
    return [lon + turn, lat];
  });
  const beyond = (side) => followed.some(([lon]) => lon * side > 180.5);
  const shifted = (by) => followed.map(([lon, lat]) => [lon + by, lat]);
  return [followed, ...(beyond(1) ? [shifted(-360)] : []), ...(beyond(-1) ? [shifted(360)] : [])];
});
const path = whole
  .filter((points) => points.some(([, lat]) => lat > -60))
  .map((points) => {
    const kept = points.map(place).filter((p, i, all) => !i || p[0] !== all[i - 1][0] || p[1] !== all[i - 1][1]);
    return kept.length > 3 ? `M${kept.map((p) => p.join(" ")).join("L")}Z` : "";
  })
  .join("");
writeFileSync("src/world.ts", `// The outline of land: Natural Earth (public domain), made by world.mjs. A degree is as long everywhere, and the edge above is at NORTH.\nexport const [WIDTH, NORTH] = [${WIDTH}, ${NORTH}];\nexport const LAND =\n  "${path}";\n`);
