import { openReadModel } from '../read-model.ts';
import { openLog } from '../testing/projection.ts';
import { startProjector } from './projector.ts';

/** A projector in its own process, which tests kill: `node run-projector.fixture.ts <database> <schema> <servers>`. */
const [, , databaseUrl = '', schema = '', servers = ''] = process.argv;
const readModel = await openReadModel({ databaseUrl, schema, poolSize: 2 });
startProjector({ readModel, log: await openLog(servers) });
