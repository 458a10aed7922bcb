import { pomOf, version } from './pom.ts';

describe('the jars of a Nextflow version', () => {
  it('are its own if Maven has every part', () => {
    expect(pomOf(version)).toContain(
      `<dependency><groupId>io.nextflow</groupId><artifactId>nextflow</artifactId><version>${version}</version></dependency>`,
    );
  });

  it('are those of the nearest version if Maven lacks a part, without optional ones', () => {
    const pom = pomOf('25.04.4');
    expect(pom).toContain('<artifactId>nextflow</artifactId><version>25.04.4</version><exclusions>');
    expect(pom).toContain('<artifactId>nf-lang</artifactId><version>25.04.0</version></dependency>');
    expect(pom).not.toContain('<artifactId>lib-trace</artifactId><version>');
  });
});
