import type { Tool } from '@reprise/contracts';

/** Version of a tool as a step reported it; `step` is null if the whole run reported it. */
export interface ReportedVersion {
  readonly name: string;
  readonly version: string;
  readonly step: string | null;
}

const LONGEST = 200;
const MOST_TOOLS = 500;
const MOST_STEPS = 50;
/** Sections of nf-core's published file that are not steps. */
const WHOLE_RUN = new Set(['Workflow', 'nf-core', 'Software']);

/** Parses a `versions.yml` of nf-core: step -> tool -> version. Other content is ignored. */
export async function parseVersions(text: string): Promise<ReportedVersion[]> {
  const given = await yamlOf(text);
  if (!isRecord(given)) return [];
  return Object.entries(given).flatMap(([step, tools]) => {
    const ofStep = WHOLE_RUN.has(step) ? null : clean(step.slice(step.lastIndexOf(':') + 1));
    if (!isRecord(tools)) return isText(tools) ? [{ name: clean(step), version: clean(tools), step: null }] : [];
    return Object.entries(tools).flatMap(([name, version]) =>
      isText(version) ? [{ name: clean(name), version: clean(version), step: ofStep }] : [],
    );
  });
}

/** Groups versions by tool, in ascending order by name; `complete` is false if there were too many. */
export function toolsOf(reported: readonly ReportedVersion[]): { tools: Tool[]; complete: boolean } {
  const steps = new Map<string, { name: string; version: string; steps: Set<string> }>();
  for (const { name, version, step } of reported) {
    if (!name || !version) continue;
    const key = `${name}\n${version}`;
    const tool = steps.get(key) ?? { name, version, steps: new Set() };
    steps.set(key, tool);
    if (step) tool.steps.add(step);
  }
  const all = [...steps.values()].toSorted(
    (a, b) => a.name.localeCompare(b.name) || a.version.localeCompare(b.version),
  );
  const isCut = all.length > MOST_TOOLS || all.some((tool) => tool.steps.size > MOST_STEPS);
  const tools = all.slice(0, MOST_TOOLS).map(({ name, version, steps: used }) => ({
    name,
    version,
    used_by: [...used].toSorted().slice(0, MOST_STEPS),
  }));
  return { tools, complete: !isCut };
}

/**
 * Values are read as text, because 1.10 is not the number 1.1. The parser is loaded with the first file, because only
 * one of the two services reads such files.
 */
async function yamlOf(text: string): Promise<unknown> {
  const { parse } = await import('yaml');
  try {
    return parse(text, { schema: 'failsafe', maxAliasCount: 0, logLevel: 'silent' });
  } catch {
    return null;
  }
}

/** Returns a short text without control characters. */
const clean = (text: string): string =>
  text
    .replaceAll(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, LONGEST);
const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
