import axe from 'axe-core';
import type { Frame, Page } from 'playwright-core';

/*
 * What keeps people from using a page: what axe-core finds, and beside it what is measured here. Contrasts and sizes are
 * those of WCAG 2.2, level AA.
 */

/** The parts of a browser’s types that are needed here: the tests are compiled without these. */
interface Shown {
  readonly outerHTML: string;
  readonly innerText: string;
  readonly childNodes: Iterable<{ readonly nodeType: number; readonly textContent: string | null }>;
  readonly parentElement: Shown | null;
  readonly className: string;
  closest(selector: string): Shown | null;
  focus(options: { readonly focusVisible: boolean }): void;
  blur(): void;
}
type Styles = Readonly<
  Record<
    | 'animationName'
    | 'backgroundColor'
    | 'color'
    | 'outlineColor'
    | 'outlineStyle'
    | 'outlineWidth'
    | 'scrollBehavior'
    | 'textDecorationLine'
    | 'transitionDuration',
    string
  >
>;
declare function getComputedStyle(element: Shown): Styles;

/** What can be reached by the keyboard. */
const focusable = 'a[href], button:not(:disabled), [tabindex="0"]';
const links = 'a[href], [role="link"]';
/** The rules of axe-core that a theme can break. */
const colorRules = ['color-contrast', 'link-in-text-block'];

/** To be called once for a page; its policy does not keep this out, since it comes by the browser’s own tools. */
export async function loadAxe(page: Frame | Page): Promise<void> {
  await page.evaluate(axe.source);
}

/** What is wrong with a page whatever its colors, each with the elements that it is about. */
export async function faultsOfForm(page: Frame | Page): Promise<readonly string[]> {
  const off = Object.fromEntries(colorRules.map((rule) => [rule, { enabled: false }]));
  const rules = { ...off, 'target-size': { enabled: true } };
  return [...(await violations(page, { rules })), ...(await movingParts(page))];
}

/** What is wrong with its colors. */
export async function faultsOfColor(page: Frame | Page): Promise<readonly string[]> {
  return [
    ...(await violations(page, { runOnly: colorRules })),
    ...(await hiddenFocus(page)),
    ...(await linksLikeText(page)),
  ];
}

async function violations(page: Frame | Page, options: axe.RunOptions): Promise<readonly string[]> {
  const { violations } = await page.evaluate<axe.AxeResults>(`axe.run(${JSON.stringify(options)})`);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

/** What shows no focus, or shows it in a color that hardly differs from what is behind it ("Focus Visible", 1.4.11). */
async function hiddenFocus(page: Frame | Page): Promise<readonly string[]> {
  const found = await page.locator(`${focusable} >> visible=true`).evaluateAll((elements: readonly Shown[]) =>
    elements.map((element) => {
      element.focus({ focusVisible: true });
      const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
      const behind: string[] = [];
      for (let at: Shown | null = element.parentElement; at; at = at.parentElement) {
        behind.push(getComputedStyle(at).backgroundColor);
      }
      element.blur();
      return { html: element.outerHTML, outlineStyle, width: parseFloat(outlineWidth), outlineColor, behind };
    }),
  );
  return found.flatMap(({ html, outlineStyle, width, outlineColor, behind }) => {
    const seen = outlineStyle !== 'none' && width >= 1 && contrast(outlineColor, opaque(behind)) >= 3;
    return seen ? [] : [`no focus to be seen, ${outlineStyle} ${width}px ${outlineColor}: ${html}`];
  });
}

/** Links amid words that differ from these by less than "Use of Color" asks for (technique G183). */
async function linksLikeText(page: Frame | Page): Promise<readonly string[]> {
  const found = await page.locator(`${links} >> visible=true`).evaluateAll((elements: readonly Shown[]) =>
    elements.flatMap((element) => {
      const around = element.parentElement;
      const words = [...(around?.childNodes ?? [])].some(
        ({ nodeType, textContent }) => nodeType === 3 && /\p{L}/u.test(textContent ?? ''),
      );
      if (!around || !words) return [];
      const { color, textDecorationLine } = getComputedStyle(element);
      return [
        { html: element.outerHTML, color, textDecorationLine, textColor: getComputedStyle(around).color },
      ];
    }),
  );
  return found.flatMap(({ html, color, textDecorationLine, textColor }) => {
    const differs = textDecorationLine.includes('underline') || contrast(color, textColor) >= 3;
    return differs ? [] : [`a link like the text around it: ${html}`];
  });
}

/** What moves by itself: nothing has to be stilled for who asks for less motion. */
async function movingParts(page: Frame | Page): Promise<readonly string[]> {
  const found = await page.locator('html, body, body *').evaluateAll((elements: readonly Shown[]) =>
    elements.flatMap((element) => {
      const { animationName, transitionDuration, scrollBehavior } = getComputedStyle(element);
      const still =
        animationName === 'none' &&
        /^0s(, 0s)*$/.test(transitionDuration) &&
        !scrollBehavior.includes('smooth');
      return still ? [] : [element.outerHTML.slice(0, 200)];
    }),
  );
  return found.map((html) => `it moves: ${html}`);
}

type Color = readonly [red: number, green: number, blue: number, alpha: number];

function readColor(text: string): Color {
  const [red = 0, green = 0, blue = 0, alpha = 1] = (text.match(/[\d.]+/g) ?? []).map(Number);
  return [red, green, blue, alpha];
}

/** The first color that lets nothing through. */
function opaque(colors: readonly string[]): string {
  return colors.find((color) => readColor(color)[3] === 1) ?? 'rgb(255, 255, 255)';
}

/** Of two colors, from 1 to 21 (WCAG 2.2, "contrast ratio"). */
function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [one, other]
    .map((color) => luminance(readColor(color)))
    .sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance([red, green, blue]: Color): number {
  const [r = 0, g = 0, b = 0] = [red, green, blue].map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
