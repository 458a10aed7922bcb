/** Process and tag out of a task's name, `WF:ALIGN (DEMO1)`. Digits alone, or nothing, are Nextflow's own numbering: no tag. */
export function splitName(name: string): { process: string; tag: string | null } {
  const [process = name] = name.split(' (', 1);
  const inside = name.slice(process.length + 2).replace(/\)$/, '');
  return { process, tag: /^\d*$/.test(inside) ? null : inside };
}

/** Whether `name` is what Nextflow makes of this process and this tag (null: numbered, or alone). */
export function isNameOf(name: string, process: string, tag: string | null): boolean {
  if (tag !== null) return name === `${process} (${tag.trim()})`;
  return name === process || (/^ \(\d*\)$/.test(name.slice(process.length)) && name.startsWith(process));
}
