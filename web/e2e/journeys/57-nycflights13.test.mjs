// The table studio on nycflights13: a table of 27,004 rows without any key.

import { walkThrough } from '../sample-walk.mjs';
import { loadSample } from '../server.mjs';

walkThrough({
  database: 'nycflights13', schema: 'public', table: 'flights', order: '', text: 'tailnum', part: 'N14', parent: null, child: null, added: { year: '2013', month: '1', day: '31', tailnum: 'OUROWN' },
  load: (cluster) => loadSample(cluster, 'nycflights13'),
});
