import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { waitUntil } from '@reprise/testing';
import type { Lab } from '../lab.ts';
import { startSimulated } from '../showroom/showroom.ts';
import { tokensOfFirstAdmin } from './first-admin.ts';
import { endOf, PersonsMachine } from './persons-machine.ts';
import { commandsIn, comparable, withOutputs } from './recorded-session.ts';

const document = join(import.meta.dirname, '../../../../docs/cli.md');
/** Ids of jobs as shown in the document, in order of submission. */
const IDS = ['6f1c2b9e-47d0-5a3b-9c8e-2d5f7a1b0c4d', 'b83d05fa-1e62-5f7c-8a49-93c0d6e7f215'];
const UUID = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g;

describe('the reprise command, installed from a server', () => {
  let lab: Lab;
  let inputs: string;
  let person: PersonsMachine;
  let server: { REPRISE_URL: string; REPRISE_TOKEN: string };
  const reprise = (line: string, env = {}) => person.run(`reprise ${line}`, { ...server, ...env });
  let done: string | undefined;
  /**
   * Id of a completed job, shared by all tests. It is submitted through the API, because each call of the command
   * starts a process.
   */
  const completed = async () => {
    if (done) return done;
    const sample = await lab.submit('exome', { input_dir: inputs, simulation: {} });
    await sample.becomes('completed');
    return (done = sample.id);
  };

  beforeAll(async () => {
    lab = await startSimulated({ REPRISE_PIPELINES: join(import.meta.dirname, '../../command-line') });
    server = { REPRISE_URL: lab.system.url, REPRISE_TOKEN: lab.system.token };
    inputs = lab.inputFolder();
    person = new PersonsMachine();
    writeFileSync(join(person.home, 'token.txt'), `${lab.system.token}\n`);
  });
  afterAll(async () => {
    person.remove();
    await lab.stop();
  });

  it('behaves as docs/cli.md shows, with the same output', async () => {
    const text = readFileSync(document, 'utf8');
    const ids: string[] = [];
    /** Values of this run, and their counterparts in the document. */
    const replaced = (): (readonly [real: string, shown: string])[] => [
      [new URL(lab.system.url).host, 'lab-server:4100'],
      [lab.system.dataDir, '/srv/reprise'],
      [inputs, '/data/exomes'],
      ...ids.flatMap((id, index) =>
        [36, 8].map((length) => [id.slice(0, length), IDS[index]!.slice(0, length)] as const),
      ),
    ];
    const outputs: string[] = [];
    const recorded = commandsIn(text);
    let code: number | null = 0;
    for (const { command } of recorded) {
      const line = replaced().reduce((result, [real, shown]) => result.replaceAll(shown, real), command);
      const ended = await person.run(`(exit ${String(code)}); ${line}`);
      code = ended.code;
      for (const [id] of ended.output.matchAll(UUID)) if (!ids.includes(id)) ids.push(id);
      outputs.push(
        replaced().reduce((result, [real, shown]) => result.replaceAll(real, shown), ended.output.trimEnd()),
      );
    }
    if (process.env['WRITE_CLI_SESSION']) writeFileSync(document, withOutputs(text, outputs));
    expect(outputs.map((output, index) => `$ ${recorded[index]!.command}\n${comparable(output)}`)).toEqual(
      commandsIn(readFileSync(document, 'utf8')).map(({ command, output }) => `$ ${command}\n${comparable(output)}`),
    );
    expect(statSync(join(person.home, '.config/reprise/servers.json')).mode & 0o777).toBe(0o600);
  });

  it('leaves a job running after Ctrl-C in its watch, and reports that', async () => {
    const { id, read } = await lab.submit('exome', { input_dir: inputs, simulation: { seconds: 3600 } });
    await read();
    const watching = person.start(`exec reprise watch ${id}`, server);
    const ended = endOf(watching);
    let seen = '';
    watching.stdout!.on('data', (text) => (seen += String(text)));
    await waitUntil(() => seen.includes('Trim reads running') || undefined, {
      what: 'it shows a step',
    });
    watching.kill('SIGINT');
    const { code, err } = await ended;
    expect({ code, err }).toEqual({
      code: 130,
      err: expect.stringContaining('the job continues. To end it: reprise cancel'),
    });
    expect(await lab.api.job(id)).toMatchObject({ status: 'running' });

    const following = reprise(`watch ${id.slice(0, 8)}`);
    expect(await reprise(`cancel ${id.slice(0, 8)} --reason 'wrong sample'`)).toMatchObject({
      code: 0,
      out: 'Pipeline cancelled successfully\n',
    });
    expect(await following).toMatchObject({ code: 7, err: 'Pipeline cancelled by user\n' });
    expect(await lab.api.job(id)).toMatchObject({ failure: { cause: 'cancelled' } });
  });

  it('continues an interrupted download, and rejects a file that differs from the recorded one', async () => {
    const id = await completed();
    const file = join(person.home, 'results/tsv/calls.filtered.tsv');
    const download = () => reprise(`download ${id} tsv/calls.filtered.tsv -o results --json`);
    const first = await download();
    const content = readFileSync(file);
    expect(JSON.parse(first.out)).toMatchObject([{ outcome: 'downloaded', bytes: content.length }]);
    expect(JSON.parse((await download()).out)).toMatchObject([{ outcome: 'already there' }]);

    const breakOff = (part: Buffer) => {
      rmSync(file);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(`${file}.part`, part);
    };
    breakOff(content.subarray(0, 5));
    expect(JSON.parse((await download()).out)).toMatchObject([{ outcome: 'resumed' }]);
    expect(readFileSync(file)).toEqual(content);

    breakOff(Buffer.from('other'));
    expect(await download()).toMatchObject({
      code: 1,
      err: expect.stringContaining('is not what was recorded: its SHA-256 is'),
    });
    expect([file, `${file}.part`].filter((path) => existsSync(path))).toEqual([]);
  });

  it('explains each failure by its exit code and one sentence', async () => {
    const id = await completed();
    const nobody = { REPRISE_URL: '', REPRISE_TOKEN: '', HOME: '/nonexistent' };
    const cases: [line: string, env: object, code: number, err: RegExp][] = [
      [`cancel ${id}`, {}, 3, /^Error: Cannot cancel job with status: completed\n$/],
      ['show 00000000', {}, 4, /^Error: No job has an id that begins with 00000000\.\nSee: reprise jobs\n$/],
      ['jobs --status lost', {}, 2, /must be one of pending, running/],
      ['jobs --limit none', {}, 2, /must be a whole number/],
      ['submit exome DEMO9 -p input_dir', {}, 2, /^Error: input_dir is not a parameter\.\nWrite it as name=value\.\n$/],
      [
        'jobs',
        { REPRISE_TOKEN: 'no-such-token-at-all' },
        5,
        /^Error: You are not signed in to .*\nRun: reprise login /,
      ],
      ['jobs', { REPRISE_URL: 'http://127.0.0.1:2' }, 6, /^Error: http:\/\/127\.0\.0\.1:2 does not answer: .*\nCheck /],
      ['jobs', nobody, 5, /^Error: No server is known yet\.\nRun: reprise login/],
    ];
    for (const [line, env, code, err] of cases) {
      const ended = await reprise(line, env);
      expect([line, ended.code, ended.out]).toEqual([line, code, '']);
      expect(ended.err).toMatch(err);
    }
  });

  it("has the rights of its token's role, and changes no tokens and users with the token of a person", async () => {
    const { admin: laptop, viewer: nightly } = await tokensOfFirstAdmin(lab.system);
    const admin = { REPRISE_TOKEN: laptop.secret };
    expect((await reprise('tokens list', admin)).out).toMatch(/^NAME .*\n(.*\n)*laptop .* admin /);

    const viewer = { REPRISE_TOKEN: nightly.secret };
    const id = await completed();
    expect(await reprise(`show ${id}`, viewer)).toMatchObject({ code: 0 });
    expect(await reprise(`cancel ${id}`, viewer)).toMatchObject({
      code: 5,
      err: expect.stringMatching(/^Error: .*viewer/i),
    });
    const forPersons = ['tokens revoke nightly', 'users invite bo@example.org --role operator'];
    for (const line of forPersons) {
      const { code, err } = await reprise(line, admin);
      expect([line, code, err]).toEqual([line, 5, expect.stringContaining('An API token cannot do this: sign in.')]);
    }

    expect(await reprise(`tokens revoke ${nightly.id}`)).toMatchObject({ code: 0, out: `Revoked ${nightly.id}.\n` });
    expect(await reprise(`show ${id}`, viewer)).toMatchObject({ code: 5 });
    const invited = await reprise('users invite bo@example.org --role operator');
    const { port } = new URL(lab.system.url);
    expect(invited.out).toMatch(new RegExp(`^http://(?:127\\.0\\.0\\.1|localhost):${port}/invite#\\S+\n$`));
    expect(invited.err).toMatch(/^This link opens on this machine only\./);
    expect((await reprise('users list', admin)).out).toMatch(/\nAna Ruiz +ana@example\.org +admin +active /);
    expect(await reprise('users change ana@example.org --role viewer')).toMatchObject({ code: 3 });
  });

  it('has completion in bash, with the jobs of the server', async () => {
    const id = await completed();
    const complete = (...words: string[]) =>
      person.run(
        `eval "$(reprise completion bash)"; COMP_WORDS=(reprise ${words.join(' ')}); ` +
          `COMP_CWORD=${String(words.length)}; _reprise; echo "\${COMPREPLY[@]}"`,
        server,
      );
    expect((await complete('can')).out).toBe('cancel\n');
    expect((await complete('show', id.slice(0, 4))).out).toContain(id);
  });

  it('names the required Node version under an older one', async () => {
    const old = `data:text/javascript,Object.defineProperty(process,'versions',{value:{node:'18.20.0'}})`;
    const { code, err } = await person.run(`node --import "${old}" "$(command -v reprise)" jobs`);
    expect({ code, err }).toEqual({
      code: 1,
      err: expect.stringMatching(/^reprise needs Node 20 or newer; this is Node 18\.20\.0/),
    });
  });
});
