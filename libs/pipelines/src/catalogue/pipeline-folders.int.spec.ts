import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { waitUntil } from '@reprise/testing';
import { folderWith } from '../pipelines.fixture.ts';
import { PipelineFolders } from './pipeline-folders.ts';

const toy = (name: string) => ({ name, script: 'main.nf' });
const schema = { properties: { reads: { type: 'string' } } };

describe('the cache of pipeline folders', () => {
  const lab = folderWith({
    'a/reprise.json': toy('a'),
    'a/main.nf': 'a',
    'a/nextflow_schema.json': schema,
    'b/reprise.json': toy('b'),
    'b/main.nf': 'b',
  });
  afterAll(lab.remove);
  const changes: string[] = [];
  const folders = new PipelineFolders([lab.path], ({ pipelines }) =>
    changes.push(pipelines.map(({ manifest }) => manifest.name).join()),
  );
  const pipeline = async (name: string) => {
    const { pipelines } = await folders.current();
    return pipelines.find(({ manifest }) => manifest.name === name);
  };
  /** Waits until the folders are checked again. */
  const until = (what: string, isSo: () => Promise<boolean>) => waitUntil(isSo, { what });

  it('is read again only if a file has changed', async () => {
    const [a, b] = [await pipeline('a'), await pipeline('b')];
    expect(a?.schema?.properties).toEqual(schema.properties);
    writeFileSync(join(lab.path, 'b/main.nf'), 'b changed');
    await until('the change of b is seen', async () => (await pipeline('b'))?.revision !== b?.revision);
    expect(await pipeline('a')).toBe(a);
    expect(changes).toEqual(['a,b', 'a,b']);
  });

  it('adds and removes pipelines with their folders', async () => {
    const c = folderWith({ 'reprise.json': toy('c'), 'main.nf': 'c' });
    const both = new PipelineFolders([lab.path, c.path]);
    expect((await both.current()).pipelines).toHaveLength(3);
    c.remove();
    await until('c is gone', async () => (await both.current()).pipelines.length === 2);
    expect((await both.current()).broken).toMatchObject([{ file: c.path }]);
  });

  it('reports broken pipelines, and loads them once they are corrected', async () => {
    const script = join(lab.path, 'b/main.nf');
    rmSync(script);
    await until('b is broken', async () => (await folders.current()).broken.length > 0);
    expect((await folders.current()).broken).toMatchObject([{ field: 'script' }]);
    writeFileSync(script, 'b');
    await until('b is there', async () => (await pipeline('b')) !== undefined);
  });

  it('loads beside the event loop', async () => {
    const properties = Object.fromEntries(
      Array.from({ length: 2000 }, (_, i) => [
        `p${String(i)}`,
        { type: 'string', pattern: `^${String(i)}$`, minLength: 1 },
      ]),
    );
    const large = folderWith({
      'reprise.json': toy('large'),
      'main.nf': '',
      'nextflow_schema.json': { properties },
    });
    const began = performance.now();
    const own = performance.eventLoopUtilization();
    await new PipelineFolders([large.path]).current();
    const { active } = performance.eventLoopUtilization(own);
    large.remove();
    expect(active).toBeLessThan((performance.now() - began) / 2);
  });
});
