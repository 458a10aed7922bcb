/** Whether "no" in red is coloured on such streams. */
const coloured = async (isTty: boolean, env: Readonly<Record<string, string>>) => {
  const { terminalOf } = await import('./terminal.ts');
  const stream = (isTty ? { isTTY: true } : {}) as NodeJS.WriteStream;
  const { paint, paintErr } = terminalOf({ stdout: stream, stderr: stream, env });
  return [paint('red', 'no'), paintErr('red', 'no')].map((text) => text !== 'no');
};

describe('colours', () => {
  const before = process.env['CI'];
  // With this variable, the library takes a pipe for a terminal. It checks this when it is imported.
  beforeAll(() => (process.env['CI'] = 'true'));
  afterAll(() => {
    if (before === undefined) delete process.env['CI'];
    else process.env['CI'] = before;
  });

  it.each([
    ['on a terminal', true, {}, true],
    ['on a terminal, with NO_COLOR', true, { NO_COLOR: '1' }, false],
    ['on a dumb terminal', true, { TERM: 'dumb' }, false],
    ['in a pipe', false, {}, false],
    ['in a pipe, with FORCE_COLOR', false, { FORCE_COLOR: '1' }, true],
    ['in a pipe, with FORCE_COLOR=0', false, { FORCE_COLOR: '0' }, false],
  ])('%s', async (_, isTty, env, expected) => {
    expect(await coloured(isTty, env)).toEqual([expected, expected]);
  });
});
