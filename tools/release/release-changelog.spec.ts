import { releaseChangelog } from './release-changelog.ts';

const DAY = new Date('2026-12-01T12:00:00Z');
const changelog = (unreleased: string) =>
  `# Changelog\n\nChanges by release.\n\n## Unreleased\n\n${unreleased}## 0.1.0 - 2026-11-26\n\n### Added\n\n- Cancel a job\n`;

describe('releaseChangelog', () => {
  it('turns the unreleased changes into a release, and opens an empty section', () => {
    expect(releaseChangelog(changelog('### Added\n\n- Pause a job\n\n'), '0.2.0', DAY)).toBe(
      '# Changelog\n\nChanges by release.\n\n## Unreleased\n\n## 0.2.0 - 2026-12-01\n\n### Added\n\n- Pause a job\n\n' +
        '## 0.1.0 - 2026-11-26\n\n### Added\n\n- Cancel a job\n',
    );
  });

  it('rejects a release without changes', () => {
    expect(() => releaseChangelog(changelog(''), '0.2.0', DAY)).toThrow('no unreleased changes');
  });

  it.each(['0.1.0', '0.0.9'])('rejects version %s after 0.1.0', (version) => {
    expect(() => releaseChangelog(changelog('### Fixed\n\n- A typo\n\n'), version, DAY)).toThrow('not newer');
  });
});
