/**
 * What a release is called.
 * @param version that of package.json
 * @param changelog CHANGELOG.md; its newest section is "## 1.2.3 – 2027-01-31"
 * @param tags those of the repository
 * @returns the tag, and the day, as 2027-01-31
 * @throws Error with what does not agree, and what to do about it
 */
export function nextTag(
  version: string,
  changelog: string,
  tags: readonly string[],
): { tag: string; day: string } {
  const heading = /^## .*$/m.exec(changelog)?.[0] ?? '';
  const [, newest, day] = /^## (\d+\.\d+\.\d+)(?: [-–] (\d{4}-\d{2}-\d{2}))?$/.exec(heading) ?? [];
  if (newest !== version) {
    throw new Error(
      `package.json says ${version}, and the newest section of CHANGELOG.md is “${heading}”. Write both for the same version`,
    );
  }
  if (day === undefined || Number.isNaN(Date.parse(day))) {
    throw new Error(
      `CHANGELOG.md gives no day to ${version}. Write “## ${version} – ” and the day, as 2027-01-31`,
    );
  }
  const tag = `v${version}`;
  if (tags.includes(tag)) {
    throw new Error(`the tag ${tag} exists. Write the next version into package.json and CHANGELOG.md`);
  }
  return { tag, day };
}
