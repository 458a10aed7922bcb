import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Compiles the plugin `nf-greet` 1.0.0 to a folder of plugins, with the Groovy shipped with Nextflow, and returns that
 * folder.
 * @param nextflow path of the Nextflow that the set-up installed
 */
export function makePlugin(nextflow: string, folder: string): string {
  const classes = join(folder, 'nf-greet-1.0.0', 'classes');
  mkdirSync(join(classes, 'META-INF'), { recursive: true });
  const source = join(import.meta.dirname, 'plugin', 'GreetPlugin.groovy');
  const compiler = ['-cp', join(dirname(nextflow), 'jars', '*'), 'org.codehaus.groovy.tools.FileSystemCompiler'];
  execFileSync('java', [...compiler, '-d', classes, source], { stdio: ['ignore', 'ignore', 'inherit'] });
  writeFileSync(join(classes, 'META-INF', 'MANIFEST.MF'), MANIFEST);
  writeFileSync(join(classes, 'META-INF', 'extensions.idx'), 'greet.GreetExtension\n');
  return folder;
}

const MANIFEST = `Manifest-Version: 1.0
Plugin-Class: greet.GreetPlugin
Plugin-Id: nf-greet
Plugin-Version: 1.0.0
Plugin-Provider: Reprise
Plugin-Requires: >=22.10.0
`;
