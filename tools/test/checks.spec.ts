import { globSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { checkout } from '@reprise/setup';
import { typePrograms } from './checks.ts';

function filesOf(config: string): string[] {
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined };
  const parsed = ts.getParsedCommandLineOfConfigFile(join(checkout, config), undefined, host);
  return parsed?.fileNames.map((file) => relative(checkout, file)) ?? [];
}

it('checks the types of every file', () => {
  const exclude = ['**/{node_modules,dist}/**', 'apps/web/public/**'];
  const files = globSync('{apps,docker,examples,libs,tools}/**/*.ts', { cwd: checkout, exclude });
  const checked = new Set(typePrograms.flatMap(filesOf));
  expect(checked.size).toBeGreaterThan(2000);
  expect(files.filter((file) => !checked.has(file))).toEqual([]);
});
