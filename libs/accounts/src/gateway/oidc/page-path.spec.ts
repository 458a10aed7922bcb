import { PagePath } from './page-path.ts';

describe('the path of a page', () => {
  it.each(['/', '/jobs?as_of=7', '/jobs/7#steps', '/a//b'])('is accepted as %j', (path) => {
    expect(PagePath.parse(path)).toBe(path);
  });

  it.each([
    ...['', 'jobs', 'https://evil.example/', '//evil.example', '/\\evil.example', '/..//evil.example', '/.//evil'],
    ...['/a\\b', '/a b', '/a\n//evil.example', ' /jobs', '/jobs '],
  ])('is not %j, which may redirect to another site', (path) => {
    const { error } = PagePath.safeParse(path);
    expect(error?.issues.at(-1)?.message).toBe('must be a path of the page');
  });
});
