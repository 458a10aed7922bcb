import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadPipelines } from '../catalogue/load-pipelines.ts';
import { folderWith } from '../pipelines.fixture.ts';
import { Repositories } from './repositories.ts';

describe('a pipeline from a git repository', () => {
  const home = folderWith({ 'source/main.nf': '// one\n', 'source/nextflow_schema.json': { properties: { a: {} } } });
  afterAll(home.remove);
  const source = join(home.path, 'source');
  const url = `file://${source}`;
  const git = (...args: string[]) => {
    const name = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org'];
    return execFileSync('git', ['-C', source, ...name, ...args], { encoding: 'utf8' }).trim();
  };
  const commit = (text: string) => {
    writeFileSync(join(source, 'main.nf'), text);
    git('add', '.');
    git('commit', '--quiet', '--message', text);
    return git('rev-parse', 'HEAD');
  };
  const pipelineOf = (repository: string, launch = {}) => {
    const folder = folderWith({ 'reprise.json': { name: 'toy', repository, launch } });
    const [pipeline] = loadPipelines([folder.path]).pipelines;
    folder.remove();
    return pipeline!;
  };
  const repositories = (changes = {}) =>
    new Repositories({ folder: join(home.path, 'clones'), hosts: [], offline: false, ...changes });
  const messageOf = (asked: Promise<unknown>) =>
    asked.then(
      () => null,
      (error: unknown) => (error as Error).message,
    );

  let first = '';
  let second = '';
  beforeAll(() => {
    git('init', '--quiet', '--initial-branch', 'main');
    first = commit('// one\n');
    git('tag', '1.0');
    second = commit('// two\n');
    git('branch', 'dev', first);
  });

  it.each([
    ['1.0', () => first],
    ['main', () => second],
    ['dev', () => first],
    [undefined, () => second],
  ])('has at %s the script and schema of its commit', async (revision, expected) => {
    const found = await repositories().at(pipelineOf(url), revision);
    expect(found.revision).toBe(expected());
    expect(readFileSync(found.script, 'utf8')).toBe(expected() === first ? '// one\n' : '// two\n');
    expect(Object.keys(found.schema?.properties ?? {})).toEqual(['a']);
  });

  it('uses the commit of a short hash, and that of the manifest without a revision', async () => {
    expect((await repositories().at(pipelineOf(url), first.slice(0, 8))).revision).toBe(first);
    expect((await repositories().at(pipelineOf(url, { revision: '1.0' }))).revision).toBe(first);
  });

  it('follows a branch', async () => {
    await repositories().at(pipelineOf(url), 'main');
    const third = commit('// three\n');
    expect((await repositories().at(pipelineOf(url), 'main')).revision).toBe(third);
  });

  it('is checked out once for two simultaneous requests', async () => {
    const own = { folder: join(home.path, 'others') };
    const asked = [repositories(own), repositories(own)].map((each) => each.at(pipelineOf(url), '1.0'));
    const [one, other] = await Promise.all(asked);
    expect(one?.script).toBe(other?.script);
  });

  it('names a missing revision', async () => {
    expect(await messageOf(repositories().at(pipelineOf(url), 'nowhere'))).toBe(
      `${url} has no branch, tag or commit named nowhere.`,
    );
  });

  it('names a missing script', async () => {
    const pipeline = { ...pipelineOf(url) };
    const manifest = { ...pipeline.manifest, script: '../clones.nf' };
    expect(await messageOf(repositories().at({ ...pipeline, manifest }, '1.0'))).toBe(
      `There is no ../clones.nf in ${url} at 1.0.`,
    );
  });

  it('is not cloned from a host that is not allowed', async () => {
    expect(await messageOf(repositories({ hosts: ['github.com'] }).at(pipelineOf('https://git.lab.org/a/b')))).toMatch(
      /^https:\/\/git\.lab\.org\/a\/b may not be cloned: git\.lab\.org is not among the hosts of REPRISE_GIT_HOSTS/,
    );
  });

  it('is not fetched offline, and earlier fetches still apply', async () => {
    const offline = repositories({ offline: true, hosts: ['*'] });
    expect((await offline.at(pipelineOf(url), '1.0')).revision).toBe(first);
    expect(await messageOf(offline.at(pipelineOf('https://127.0.0.1:1/a/b'), '1.0'))).toMatch(
      /^1\.0 of https:\S+ was not fetched before, and REPRISE_OFFLINE is on\./,
    );
  });

  it('reports a server that does not answer', async () => {
    expect(await messageOf(repositories({ hosts: ['127.0.0.1'] }).at(pipelineOf('https://127.0.0.1:1/a/b')))).toMatch(
      /^HEAD of https:\/\/127\.0\.0\.1:1\/a\/b could not be fetched: .*127\.0\.0\.1.* Check the address and the network/,
    );
  });

  it('reports the commit of a branch at the last fetch', async () => {
    const gone = folderWith({});
    execFileSync('git', ['clone', '--quiet', '--bare', source, join(gone.path, 'repo')]);
    const pipeline = pipelineOf(`file://${gone.path}/repo`);
    const { revision } = await repositories().at(pipeline, 'main');
    gone.remove();
    expect(await messageOf(repositories().at(pipeline, 'main'))).toContain(
      `When it was fetched last, it was commit ${revision}: submit that commit to use it.`,
    );
  });
});
