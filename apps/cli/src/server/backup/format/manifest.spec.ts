import { isLaterRelease, parseManifest, storedFiles, type Manifest } from './manifest.ts';

const digest = (digit: string) => digit.repeat(64);
const stored = (digit: string) => ({ sha256: digest(digit), bytes: 3 });
const manifest: Manifest = {
  format: 'reprise backup',
  version: 1,
  reprise: '0.2.0',
  name: '2026-12-01T16-30-00.000Z',
  started_at: '2026-12-01T16:30:00.000Z',
  finished_at: '2026-12-01T16:31:00.000Z',
  log: { created: 'x', last_seq: 0, hash: digest('0'), segments: [] },
  database: {
    as_of_seq: 0,
    as_of: '2026-12-01T16:30:00.000Z',
    before: stored('1'),
    after: stored('2'),
    tables: [
      { name: 'access.user', rows: 1, file: stored('3') },
      { name: 'access.session', rows: 0, file: null },
    ],
  },
  files: [
    { path: 'admin.token', mode: 0o600, modified_ms: 1.5, ...stored('4') },
    { path: 'uploads/a', mode: 0o444, modified_ms: 2, ...stored('5') },
    { path: 'uploads/b', mode: 0o444, modified_ms: 2, ...stored('5'), same_as: 'uploads/a' },
  ],
  folders: [{ path: 'uploads', mode: 0o711 }],
  left_out: [{ what: 'work dirs', path: '/srv/jobs', bytes: null }],
  settings: {},
};
const parse = (value: unknown) => parseManifest(JSON.stringify(value), 'm.json');

describe('a manifest', () => {
  it('reads as it was written', () => expect(parse(manifest)).toEqual(manifest));

  it('names each of its files once', () => {
    expect(storedFiles(manifest).map(({ sha256 }) => sha256[0])).toEqual(['1', '2', '3', '4', '5']);
  });

  it('is rejected with its path if it is damaged', () => {
    expect(() => parseManifest('{"format', 'm.json')).toThrow('m.json is damaged: it is not JSON.');
    expect(() => parse({ ...manifest, log: undefined })).toThrow('m.json is damaged: log: ');
  });

  it('is rejected with the release to use if its format is later', () => {
    expect(() => parse({ format: 'reprise backup', version: 2, reprise: '0.9.0' })).toThrow(
      'm.json has format 2, and this release reads up to 1. Use Reprise 0.9.0 or later.',
    );
  });

  it.each(['../admin.token', '/etc/passwd', 'uploads/../../x', 'uploads//x', ''])(
    'is rejected with the path "%s"',
    (path) => {
      expect(() => parse({ ...manifest, files: [{ ...manifest.files[0], path }] })).toThrow(
        'm.json is damaged: files.0.path',
      );
    },
  );
});

describe('releases', () => {
  it('are compared by their numbers', () => {
    expect(isLaterRelease('0.10.0', '0.9.1')).toBe(true);
    expect(isLaterRelease('1.0.0', '0.9.1')).toBe(true);
    expect(isLaterRelease('0.2.0', '0.2.0')).toBe(false);
    expect(isLaterRelease('0.2.0', '0.2.1')).toBe(false);
  });
});
