// Whether the gateway hears this runner: exits 1 where it does not.
import { readFileSync } from 'node:fs';

const [own, token] = ['/data/runner.id', '/run/secrets/admin_token'].map((file) => readFileSync(file, 'utf8').trim());
const answer = await fetch('http://gateway:8080/api/runners', { headers: { authorization: `Bearer ${token}` } });
const { items } = await answer.json();
process.exit(items.some(({ runner_id, alive }) => runner_id === own && alive) ? 0 : 1);
