// The table studio on northwind: an old schema: smallint keys, composite ones, empty tables.

import { walkThrough } from '../sample-walk.mjs';
import { loadSample } from '../server.mjs';

walkThrough({
  database: 'northwind', schema: 'public', table: 'products', order: 'product_id', text: 'product_name', part: 'Ch',
  parent: { column: 'supplier_id', schema: 'public', table: 'suppliers', key: 'supplier_id' },
  child: { schema: 'public', table: 'order_details', column: 'product_id', key: 'product_id' },
  added: { product_id: '901', product_name: 'Our own', discontinued: '0' },
  load: (cluster) => loadSample(cluster, 'northwind'),
});
