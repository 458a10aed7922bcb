import { computed, signal } from '@angular/core';
import {
  isVersionCondition,
  SYNTAX_PARSERS,
  whyNoRelease,
  type LaunchInput,
  type LaunchOptions,
  type SyntaxParser,
} from '@reprise/contracts';
import { capital } from '../../../shared/format.ts';

/** Fields of the launch options, as text. Variables and files have one line each, `NAME=value`. */
export type LaunchField =
  | 'profiles'
  | 'revision'
  | 'nextflow'
  | 'syntax_parser'
  | 'entry'
  | 'work_dir'
  | 'env'
  | 'files'
  | 'config';
type Texts = Readonly<Record<LaunchField, string>>;

const EMPTY: Texts = {
  profiles: '',
  revision: '',
  nextflow: '',
  syntax_parser: '',
  entry: '',
  work_dir: '',
  env: '',
  files: '',
  config: '',
};
/** Same rules as on the server. */
const PROFILE = /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/;
const ENTRY = /^[A-Za-z_][A-Za-z0-9_]*$/;
const REVISION = /^[A-Za-z0-9_][A-Za-z0-9_./+-]*$/;

/** Launch options in the form of a new job. */
export class LaunchForm {
  readonly texts = signal(EMPTY);
  readonly stubRun = signal(false);
  /** Default options of the pipeline's manifest. */
  private readonly defaults = signal<LaunchOptions>({});

  /** Errors by field. */
  readonly errors = computed(() => {
    const { profiles, env, files, entry, revision, nextflow, syntax_parser } = this.texts();
    const errors = new Map<LaunchField, string>();
    const wrong = namesIn(profiles).find((name) => !PROFILE.test(name));
    if (wrong) errors.set('profiles', `“${wrong}” is not the name of a profile`);
    if (entry.trim() && !ENTRY.test(entry.trim())) errors.set('entry', 'Must be a name: letters, digits and _');
    if (revision.trim() && !REVISION.test(revision.trim()))
      errors.set('revision', 'Must be a branch, tag or commit: letters, digits and _ . / + -');
    if (nextflow.trim() && !isVersionCondition(nextflow))
      errors.set('nextflow', 'Must be a version or conditions, such as 25.10.4 or >=25.04, <26');
    const contradiction = whyNoRelease({ nextflow: nextflow.trim(), syntax_parser: parserIn(syntax_parser) });
    if (contradiction !== null) errors.set('nextflow', capital(contradiction));
    if (syntax_parser.trim() && !parserIn(syntax_parser)) errors.set('syntax_parser', 'Must be v1 or v2');
    for (const [field, text] of [
      ['env', env],
      ['files', files],
    ] as const)
      if (linesOf(text).some((line) => !/^[^=\s]+=/.test(line))) errors.set(field, 'Must be lines such as NAME=value');
    return errors;
  });

  /** Whether a profile or a config may set parameters. */
  readonly maySetParams = computed(() => /\S/.test(this.texts().profiles + this.texts().config));

  /** The options to send, which are only those that differ from the manifest's. */
  readonly value = computed((): LaunchInput | undefined => {
    const { profiles, revision, nextflow, syntax_parser, entry, work_dir, env, files, config } = this.texts();
    const defaults = { ...withoutValues, ...this.defaults() };
    const parser = parserIn(syntax_parser);
    const given: LaunchInput = {
      profiles: namesIn(profiles),
      revision: revision.trim(),
      nextflow: nextflow.trim(),
      ...(parser && { syntax_parser: parser }),
      entry: entry.trim(),
      work_dir: work_dir.trim(),
      env: replacing(defaults.env, pairsIn(env)),
      files: replacing(defaults.files, pairsIn(files)),
      config,
      stub_run: this.stubRun(),
    };
    const changed = Object.entries(given).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(defaults[name as keyof LaunchOptions]),
    );
    // An empty revision is the manifest's.
    const sent = changed.filter(([name, value]) => name !== 'revision' || value !== '');
    return sent.length ? Object.fromEntries(sent) : undefined;
  });

  set(field: LaunchField, text: string): void {
    this.texts.update((texts) => ({ ...texts, [field]: text }));
  }

  /** Returns the names in a field that takes names. */
  named(field: LaunchField): readonly string[] {
    return namesIn(this.texts()[field]);
  }

  /** Text of the profiles with the given one added or removed. */
  toggled(profile: string): string {
    const names = this.named('profiles');
    return (names.includes(profile) ? names.filter((name) => name !== profile) : [...names, profile]).join(', ');
  }

  /** Shows the options of a job, or those of the manifest. */
  fill(defaults: LaunchOptions, shown: LaunchOptions = defaults): void {
    this.defaults.set(defaults);
    const { profiles, env, files, stub_run, revision, nextflow, syntax_parser, entry, work_dir, config } = shown;
    this.texts.set({
      profiles: profiles?.join(', ') ?? '',
      revision: revision ?? '',
      nextflow: nextflow ?? '',
      syntax_parser: syntax_parser ?? '',
      entry: entry ?? '',
      work_dir: work_dir ?? '',
      config: config ?? '',
      env: linesFrom(env),
      files: linesFrom(files),
    });
    this.stubRun.set(stub_run ?? false);
  }
}

const withoutValues = {
  profiles: [],
  revision: '',
  nextflow: '',
  entry: '',
  work_dir: '',
  env: {},
  files: {},
  config: '',
  stub_run: false,
};
const namesIn = (text: string) => text.split(/[\s,]+/).filter(Boolean);
const parserIn = (text: string): SyntaxParser | undefined => SYNTAX_PARSERS.find((parser) => parser === text.trim());
const linesOf = (text: string) => text.split('\n').filter((line) => line.trim());
const linesFrom = (values: Record<string, string> = {}) =>
  Object.entries(values)
    .map(([name, value]) => `${name}=${value}`)
    .join('\n');
const pairsIn = (text: string) =>
  Object.fromEntries(
    linesOf(text).map((line) => [line.slice(0, line.indexOf('=')).trim(), line.slice(line.indexOf('=') + 1).trim()]),
  );
/** Returns the values, with null for each default that they lack, because the server merges them by name. */
const replacing = (
  defaults: Record<string, string>,
  values: Record<string, string>,
): Record<string, string | null> => ({
  ...values,
  ...Object.fromEntries(Object.keys(defaults).flatMap((name) => (Object.hasOwn(values, name) ? [] : [[name, null]]))),
});
