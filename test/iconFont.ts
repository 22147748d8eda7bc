import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import svg2ttf from 'svg2ttf';
import SvgPath from 'svgpath';
import ttf2woff from 'ttf2woff';
import { fromRoot } from './vscode/root';

/*
 * `npm run icons` makes `media/icons.woff` of the drawings in `media/icons/`, and tells package.json of them. It stands
 * here since it needs packages that only tests and tools have, and a test holds that it was run.
 */

/** What the drawings are drawn on, and how many units of the font one step of it has. */
const grid = 24;
const scale = 40;
const em = grid * scale;

/** One of `contributes.icons` in package.json. */
interface ContributedIcon {
  readonly description: string;
  readonly default: { readonly fontPath: string; readonly fontCharacter: string };
}

/**
 * The font, and what package.json says of it. Each drawing comes twice: as wide as it is drawn, as VS Code's own icons
 * are, and as `button-…`, which is drawn over what stands before it and takes no place itself. A link in a hover gets
 * its size by a picture alone (24 pixels square), and its colour by an icon alone.
 */
export function iconFont(): { woff: Uint8Array; icons: Readonly<Record<string, ContributedIcon>> } {
  const names = readdirSync(fromRoot('media', 'icons')).map((file) => file.replace(/\.svg$/, ''));
  const drawings = names.sort().map((name) => {
    const outline = outlineOf(readFileSync(fromRoot('media', 'icons', `${name}.svg`), 'utf8'));
    return { name, outline };
  });
  const glyphs = [
    ...drawings.map(({ name, outline }) => ({ name, width: em, d: place(outline, scale, em / 2, em / 2) })),
    // Where a hover of the status bar writes 12 pixels high: 16 pixels wide, in the middle of the 24 before it.
    ...drawings.map(({ name, outline }) => {
      return { name: `button-${name}`, width: 0, d: place(outline, (scale * 16) / 12, -em, em / 2) };
    }),
  ];
  const code = (index: number) => (0xe000 + index).toString(16).toUpperCase();
  const elements = glyphs.map(
    ({ name, width, d }, index) =>
      `<glyph glyph-name="${name}" unicode="&#x${code(index)};" horiz-adv-x="${width}" d="${d}"/>`,
  );
  const face = `<font-face font-family="earshot" units-per-em="${em}" ascent="${em}" descent="0"/>`;
  const font = `<font id="earshot" horiz-adv-x="${em}">${face}${elements.join('')}</font>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg"><defs>${font}</defs></svg>`;
  // Always the same moment, so that the same drawings make the same bytes.
  const ttf = svg2ttf(svg, { ts: 0, description: 'The icons of Earshot for Spotify', url: '' });
  const icons = glyphs.map(({ name }, index) => [
    `earshot-${name}`,
    {
      // Its words stand in package.nls.json and its translations.
      description: `%icon.earshot-${name}%`,
      default: { fontPath: 'media/icons.woff', fontCharacter: `\\${code(index)}` },
    },
  ]);
  return {
    woff: ttf2woff(ttf.buffer),
    icons: Object.fromEntries(icons) as Record<string, ContributedIcon>,
  };
}

/** With the middle of the grid at `x` and `y`, and the axis pointing up, as fonts have it. */
function place(outline: string, factor: number, x: number, y: number): string {
  const path = new SvgPath(outline).translate(-grid / 2, -grid / 2).scale(factor, -factor);
  return path.translate(x, y).round(0).toString();
}

/** All that is drawn as areas, for a font knows no strokes. */
function outlineOf(svg: string): string {
  const usual = Number(/stroke-width="([\d.]+)"/.exec(svg)?.[1]);
  return [...svg.matchAll(/<path d="([^"]+)"([^>]*)\/>/g)]
    .map(([, d = '', rest = '']) => {
      const width = Number(/stroke-width="([\d.]+)"/.exec(rest)?.[1] ?? usual);
      return rest.includes('stroke="none"') ? d : stroke(d, width / 2);
    })
    .join('');
}

type Point = readonly [x: number, y: number];

/** The strokes of lines and of parts of circles, with round ends, each as an area that overlaps its neighbours. */
function stroke(d: string, half: number): string {
  const areas: string[] = [];
  let start: Point = [0, 0];
  new SvgPath(d).abs().iterate(([command, ...args], _index, x, y) => {
    const from: Point = [x, y];
    const [a = 0, b = 0] = args.slice(-2);
    switch (command) {
      case 'M':
        start = [a, b];
        break;
      case 'Z':
        areas.push(capsule(from, start, half));
        break;
      case 'L':
        areas.push(capsule(from, [a, b], half));
        break;
      case 'H':
        areas.push(capsule(from, [a, y], half));
        break;
      case 'V':
        areas.push(capsule(from, [x, a], half));
        break;
      case 'A':
        areas.push(sector(from, [a, b], args[0] ?? 0, args[3] === 1, args[4] === 1, half));
        break;
      default:
        throw new Error(`An icon may not be drawn with "${command}".`);
    }
  });
  return areas.join('');
}

/** All areas run the same way round: where two of them overlap, a font fills both. */
function capsule([x, y]: Point, [x2, y2]: Point, half: number): string {
  const length = Math.hypot(x2 - x, y2 - y) || 1;
  const [nx, ny] = [((y2 - y) / length) * half, ((x - x2) / length) * half];
  const end = `A${half} ${half} 0 0 1`;
  return `M${x + nx} ${y + ny}L${x2 + nx} ${y2 + ny}${end} ${x2 - nx} ${y2 - ny}L${x - nx} ${y - ny}${end} ${x + nx} ${y + ny}Z`;
}

/** The same of a part of a circle, as SVG's `A` describes it. */
function sector(
  from: Point,
  to: Point,
  radius: number,
  large: boolean,
  clockwise: boolean,
  half: number,
): string {
  if (!clockwise) return sector(to, from, radius, large, true, half);
  const [middle, apart] = [
    [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2] as const,
    Math.hypot(to[0] - from[0], to[1] - from[1]),
  ];
  const away = (Math.sqrt(Math.max(0, radius ** 2 - (apart / 2) ** 2)) / apart) * (large ? 1 : -1);
  const center = [middle[0] + (to[1] - from[1]) * away, middle[1] - (to[0] - from[0]) * away] as const;
  const at = ([x, y]: Point, r: number) => {
    const share = r / radius;
    return `${center[0] + (x - center[0]) * share} ${center[1] + (y - center[1]) * share}`;
  };
  const [outer, inner, flag] = [radius + half, radius - half, large ? 1 : 0];
  const end = `A${half} ${half} 0 0 1`;
  const there = `M${at(from, outer)}A${outer} ${outer} 0 ${flag} 1 ${at(to, outer)}`;
  return `${there}${end} ${at(to, inner)}A${inner} ${inner} 0 ${flag} 0 ${at(from, inner)}${end} ${at(from, outer)}Z`;
}

if (require.main === module) {
  const { woff, icons } = iconFont();
  writeFileSync(fromRoot('media', 'icons.woff'), woff);
  const manifest = JSON.parse(readFileSync(fromRoot('package.json'), 'utf8')) as { contributes: object };
  const contributes = { ...manifest.contributes, icons };
  writeFileSync(fromRoot('package.json'), `${JSON.stringify({ ...manifest, contributes }, undefined, 2)}\n`);
  console.log(`media/icons.woff: ${Object.keys(icons).length} icons, ${woff.length} bytes`);
}
