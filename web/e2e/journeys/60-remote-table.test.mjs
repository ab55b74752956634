// The table studio on chinook, which lies on another server that knows nothing of studio.

import { walkThrough } from '../sample-walk.mjs';
import { loadSample } from '../server.mjs';

walkThrough({
  database: 'chinook', schema: 'public', table: 'track', order: 'track_id', text: 'name', part: 'Love',
  parent: { column: 'album_id', schema: 'public', table: 'album', key: 'album_id' },
  child: { schema: 'public', table: 'invoice_line', column: 'track_id', key: 'track_id' },
  added: { track_id: '9001', name: 'Our own', media_type_id: '1', milliseconds: '1', unit_price: '0.99' },
  load: (cluster) => loadSample(cluster, 'chinook'), is_remote: true,
});
