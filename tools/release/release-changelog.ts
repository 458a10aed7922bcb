import { parser, Release } from 'keep-a-changelog';

/**
 * Returns the changelog with its unreleased changes moved to a release with that version.
 * @throws Error if there are no unreleased changes, or the version is not newer than the last release
 */
export function releaseChangelog(text: string, version: string, date: Date): string {
  const changelog = parser(text);
  changelog.format = 'markdownlint';
  const unreleased = changelog.findRelease();
  if (unreleased === undefined || unreleased.isEmpty()) throw new Error('CHANGELOG.md has no unreleased changes');
  unreleased.setDate(date);
  unreleased.setVersion(version);
  // `compare` orders newest first.
  const notNewer = changelog.releases.some((other) => other !== unreleased && unreleased.compare(other) >= 0);
  if (notNewer) throw new Error(`${version} is not newer than the last release`);
  return changelog.addRelease(new Release()).toString();
}
