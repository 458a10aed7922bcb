/** Key of the followed command's id in the tab's storage, so that another tab follows its own command. */
const KEY = 'reprise.bulk';

/** Fallback if the storage is blocked. */
let memory: string | null = null;

/** Saves the id of the followed command; null for none. */
export function store(id: string | null): void {
  memory = id;
  try {
    if (id) sessionStorage.setItem(KEY, id);
    else sessionStorage.removeItem(KEY);
  } catch {
    // storage blocked: the id is lost on a reload
  }
}

/** Returns the id of the followed command, even after a reload of the page. */
export function stored(): string | null {
  try {
    return sessionStorage.getItem(KEY) ?? memory;
  } catch {
    return memory;
  }
}
