import { existsSync, globSync, lstatSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';

const DPKG = '/var/lib/dpkg';
/** Settings of packages, and files created by their installation: sources, lists and trust of apt, certificates. */
const SETTINGS = [
  ...['/etc/apt', '/etc/ssl', '/etc/ca-certificates.conf', '/usr/local/share/ca-certificates'],
  ...['/etc/nsswitch.conf', '/etc/java-17-openjdk', '/var/lib/apt/lists', `${DPKG}/triggers`],
];
const aboutPackages = globSync(`${DPKG}/info/*`);
const LINKS = ['/bin', '/sbin', '/lib', '/lib64'];
/** Not needed to run programs. */
const LEFT_OUT = /^\/usr\/share\/(doc|man|info|locale|lintian)\/.*./;
/** apt sources that are missing from an image because they need separate keys, and lists for desktops. */
const OTHER_SOURCES = /^\/etc\/apt\/(sources\.list\.d\/(?!debian)|apt\.conf\.d\/50appstream)/;

interface Package {
  readonly name: string;
  readonly paragraph: string;
  readonly fields: ReadonlyMap<string, string>;
}

/** Packages installed on this machine: the given ones, their dependencies, and the essential packages of Debian. */
export class InstalledPackages {
  readonly #packages: readonly Package[];

  constructor(names: readonly string[]) {
    this.#packages = closure(installed(), names);
  }

  /** Content of `/var/lib/dpkg/status` for a machine with only these packages. */
  get status(): string {
    return this.#packages.map(({ paragraph }) => `${paragraph}\n\n`).join('');
  }

  /** Absolute paths of their files, folders first, with the apt settings and the links of alternatives. */
  files(): string[] {
    const own = new Set(this.#packages.flatMap(filesOf).filter((file) => !LEFT_OUT.test(file)));
    const settings = SETTINGS.flatMap((path) => [path, ...globSync(`${path}/**`)]);
    const all = [...own, ...settings.filter((file) => !OTHER_SOURCES.test(file)), ...alternatives(own), ...LINKS];
    return [...new Set(all)].filter((file) => existsSync(file)).toSorted();
  }
}

function installed(): Package[] {
  const paragraphs = readFileSync(`${DPKG}/status`, 'utf8').split('\n\n');
  return paragraphs
    .filter((paragraph) => paragraph.includes('\nStatus: install ok installed'))
    .map((paragraph) => {
      const fields = new Map([...paragraph.matchAll(/^([\w-]+): (.*)$/gm)].map(([, key, value]) => [key!, value!]));
      return { name: fields.get('Package')!, paragraph, fields };
    });
}

function closure(all: readonly Package[], names: readonly string[]): Package[] {
  const byName = new Map<string, Package>();
  for (const each of all)
    for (const { name } of relations(each.fields.get('Provides')).flat()) if (!byName.has(name)) byName.set(name, each);
  for (const each of all) byName.set(each.name, each);
  const always = all.filter(({ fields }) => fields.get('Essential') === 'yes' || fields.get('Priority') === 'required');
  const chosen = new Set<Package>();
  const open = [...always, ...names.flatMap((name) => byName.get(name) ?? [])];
  for (let each = open.pop(); each; each = open.pop()) {
    if (chosen.has(each)) continue;
    chosen.add(each);
    for (const options of [...relations(each.fields.get('Pre-Depends')), ...relations(each.fields.get('Depends'))])
      open.push(...options.flatMap(({ name }) => byName.get(name) ?? []).slice(0, 1));
  }
  return [...chosen];
}

/** Returns the packages that a field such as `a (>= 1) | b, c` names, each as a list of alternatives. */
const relations = (field = ''): { readonly name: string }[][] =>
  field.split(',').map((group) => group.split('|').map((option) => ({ name: option.trim().split(/[ :(]/)[0]! })));

function filesOf({ name, fields }: Package): string[] {
  const named = [name, `${name}:${fields.get('Architecture')!}`];
  const about = aboutPackages.filter((file) => named.includes(basename(file, extname(file))));
  const list = about.find((file) => file.endsWith('.list'));
  const files = list === undefined ? [] : readFileSync(list, 'utf8').split('\n').slice(1, -1);
  return [...files.map(inRealFolder), ...about];
}

/** `/bin/ls` is `/usr/bin/ls` if `/bin` is a link. */
function inRealFolder(file: string): string {
  const folder = dirname(file);
  return existsSync(folder) ? join(realpathSync(folder), basename(file)) : file;
}

/** Links such as `/usr/bin/java`, which no package lists, to existing programs. */
function alternatives(files: ReadonlySet<string>): string[] {
  const links = globSync('/usr/bin/*').filter((file) => lstatSync(file).isSymbolicLink());
  return links.flatMap((link) => {
    const target = readlinkSync(link);
    if (!target.startsWith('/etc/alternatives/') || !existsSync(link) || !files.has(realpathSync(link))) return [];
    return [link, target, `${DPKG}/alternatives/${basename(target)}`];
  });
}
