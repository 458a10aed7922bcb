import { pomOf, version } from './pom.ts';

describe('the jars of a Nextflow', () => {
  it('are those of its version, of which Maven has every part', () => {
    expect(pomOf(version)).toContain(
      `<dependency><groupId>io.nextflow</groupId><artifactId>nextflow</artifactId><version>${version}</version></dependency>`,
    );
  });

  it('are those of the nearest version where Maven lacks a part, and without what it runs without', () => {
    const pom = pomOf('25.04.4');
    expect(pom).toContain('<artifactId>nextflow</artifactId><version>25.04.4</version><exclusions>');
    expect(pom).toContain('<artifactId>nf-lang</artifactId><version>25.04.0</version></dependency>');
    expect(pom).not.toContain('<artifactId>lib-trace</artifactId><version>');
  });
});
