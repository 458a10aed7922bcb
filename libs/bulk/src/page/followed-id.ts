/** Id of the followed command, in the tab's storage: another tab follows its own. */
const KEY = 'reprise.bulk';

/** Where the storage is blocked. */
let memory: string | null = null;

/** Remembers which command is followed; null: none. */
export function store(id: string | null): void {
  memory = id;
  try {
    if (id) sessionStorage.setItem(KEY, id);
    else sessionStorage.removeItem(KEY);
  } catch {
    // storage blocked: not after a reload
  }
}

/** Returns the id of the command that is followed, also after a reload of the page. */
export function stored(): string | null {
  try {
    return sessionStorage.getItem(KEY) ?? memory;
  } catch {
    return memory;
  }
}
