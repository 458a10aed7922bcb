import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chooseIsolation, noIsolation } from '@reprise/nextflow';
import { loadPipelines, Repositories } from '@reprise/pipelines';
import { waitUntil } from '@reprise/testing';
import { InstalledNextflows } from '../base/installed-nextflows.ts';
import { compileQuestion } from './compile-question.ts';

/** If this process is root, tasks run as a different user; otherwise as the same one. */
const isRoot = process.getuid?.() === 0;

/** Fake `nextflow lint` of 26.04: reports one error, whose message contains its invocation. */
const LINT = `#!/bin/sh
cat <<END
{
  "errors": [
    { "filename": "$SCRIPT", "startLine": 2, "startColumn": 3, "message": "$(id -un) $NXF_OFFLINE $LAB_PARSER $PWD $HOME $*" }
  ]
}
END
exit 1
`;

/** Fake of a slow `nextflow lint`. */
const SLOW = '#!/bin/sh\necho $$ >"$STARTED"\nsleep 1000\n';

describe('a runner that compiles a pipeline', () => {
  const home = mkdtempSync(join(tmpdir(), 'reprise-compile-question-'));
  const at = (path: string) => join(home, path);
  const script = at('pipelines/toy/main.nf');
  beforeAll(() => {
    mkdirSync(at('pipelines/toy'), { recursive: true });
    mkdirSync(at('secret'), { mode: 0o700 });
    writeFileSync(at('nextflow'), LINT, { mode: 0o755 });
    writeFileSync(at('slow'), SLOW, { mode: 0o755 });
    writeFileSync(at('started'), '');
    chmodSync(at('started'), 0o666);
    writeFileSync(script, 'workflow {\n  nope\n}\n');
    const manifest = {
      name: 'toy',
      script: 'main.nf',
      launch: { env: { LAB_PARSER: 'v2' } },
      environment: ['LAB_PARSER'],
    };
    writeFileSync(at('pipelines/toy/reprise.json'), JSON.stringify(manifest));
    chmodSync(home, 0o755);
  });
  afterAll(() => {
    rmSync(home, { recursive: true });
  });

  const pipelines = () => loadPipelines([at('pipelines')]).pipelines;
  const questionOf = (withinMs?: number) => {
    const isolation = isRoot
      ? chooseIsolation({ setting: 'auto', user: 'nobody', hidden: [], reached: [home] })
      : noIsolation();
    const settings = {
      nextflows: new InstalledNextflows([
        { launcher: at('nextflow'), version: '26.04.6' },
        { launcher: at('slow'), version: '26.08.0' },
      ]),
      isolation,
      variables: {},
      environment: { PATH: process.env['PATH'] ?? '', HOME: at('secret'), SCRIPT: script, STARTED: at('started') },
      repositories: new Repositories({ folder: at('git'), hosts: [], offline: true }),
    };
    const Question = compileQuestion({ runner_id: 'compiler', storage_id: 's' }, settings, withinMs);
    return new Question(() => Promise.resolve(pipelines()));
  };
  const ask = (asked: object, question = questionOf()) =>
    question.compile({
      pipeline: 'toy',
      revision: pipelines()[0]!.revision,
      nextflow_version: '26.04.6',
      syntax_parser: null,
      profiles: [],
      ...asked,
    });

  it('compiles as the user of tasks, offline, in a folder and a home that it removes afterwards', async () => {
    const { errors } = await ask({});
    expect(errors).toMatchObject([{ file: 'main.nf', line: 2, column: 3, source: '  nope' }]);
    const [user, offline, parser, folder = '', ownHome = '', ...args] = errors![0]!.message.split(' ');
    if (isRoot) expect(user).toBe('nobody');
    expect([offline, parser]).toEqual(['true', 'v2']);
    expect(ownHome.startsWith(`${folder}/`)).toBe(true);
    expect(existsSync(folder)).toBe(false);
    expect(args.slice(2)).toEqual(['lint', '-o', 'json', '-project-dir', at('pipelines/toy'), script]);
  });

  it('ends the compiler at its own stop, and leaves nothing', async () => {
    const question = questionOf(60_000);
    const asked = ask({ nextflow_version: '26.08.0' }, question);
    const started = () => readFileSync(at('started'), 'utf8').trim() || false;
    const pid = await waitUntil(started, { what: 'Nextflow has started' });
    await question.beforeApplicationShutdown();
    expect(await asked).toEqual({ errors: null });
    await waitUntil(() => !existsSync(`/proc/${pid}`), { what: 'Nextflow has ended' });
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith('reprise-compile-compiler-'))).toEqual([]);
  });

  it('reports a running compilation to each request, and compiles once', async () => {
    writeFileSync(at('started'), '');
    const question = questionOf(20);
    const slow = { nextflow_version: '26.08.0' };
    const pending = { errors: null, is_compiling: true };
    expect(await ask(slow, question)).toEqual(pending);
    const started = () => readFileSync(at('started'), 'utf8').trim() || false;
    const pid = await waitUntil(started, { what: 'Nextflow has started' });
    expect(await ask(slow, question)).toEqual(pending);
    expect(readFileSync(at('started'), 'utf8').trim()).toBe(pid);
    await question.beforeApplicationShutdown();
    expect(await ask(slow, question)).toEqual({ errors: null });
  });

  it('reports nothing about a revision, pipeline or version that it does not have', async () => {
    const nothing = { errors: null };
    expect(await ask({ revision: 'another' })).toEqual(nothing);
    expect(await ask({ pipeline: 'none' })).toEqual(nothing);
    expect(await ask({ nextflow_version: '24.10.0' })).toEqual(nothing);
  });
});
