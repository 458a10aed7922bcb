/** Version that setup installs, which is the newest that is complete in Maven. */
export const version = '24.10.0';

/** Replacements for parts of a version that Maven lacks; null if it runs without the part. */
const replacements: Record<string, Record<string, string | null>> = {
  '24.10.6': { 'io.nextflow:nf-commons': '24.10.4', 'io.nextflow:nf-httpfs': '24.10.0' },
  '25.04.4': { 'io.nextflow:nf-lang': '25.04.0', 'io.seqera:lib-trace': null },
  '25.05.0-edge': {
    'io.nextflow:nf-commons': '25.04.4',
    'io.nextflow:nf-httpfs': '25.04.4',
    'io.nextflow:nf-lang': '25.04.0',
    'io.seqera:lib-trace': null,
  },
};

/** Returns the project file with which Maven fetches a Nextflow's jars. */
export function pomOf(nextflow: string): string {
  const parts = Object.entries(replacements[nextflow] ?? {});
  const exclusions = parts.map(([name]) => `<exclusion>${coordinates(name)}</exclusion>`);
  const others = parts.flatMap(([name, instead]) => (instead === null ? [] : dependency(name, instead)));
  return `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>reprise</groupId>
  <artifactId>nextflow-jars</artifactId>
  <version>1</version>
  <dependencies>
    ${[dependency('io.nextflow:nextflow', nextflow, exclusions), ...others].join('\n    ')}
  </dependencies>
</project>
`;
}

function dependency(name: string, ofVersion: string, exclusions: readonly string[] = []): string {
  const without = exclusions.length > 0 ? `<exclusions>${exclusions.join('')}</exclusions>` : '';
  return `<dependency>${coordinates(name)}<version>${ofVersion}</version>${without}</dependency>`;
}

function coordinates(name: string): string {
  const [group, artifact] = name.split(':');
  return `<groupId>${group}</groupId><artifactId>${artifact}</artifactId>`;
}
