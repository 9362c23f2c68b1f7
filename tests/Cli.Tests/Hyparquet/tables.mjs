// A Parquet file as lines of JSON, the names of its columns first:  node tables.mjs FILE ...
// By a reader that shares nothing with the library that wrote the file.
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects, parquetSchema } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'

for (const path of process.argv.slice(2)) {
  const file = await asyncBufferFromFile(path)
  const names = parquetSchema(await parquetMetadataAsync(file)).children.map(column => column.element.name)
  console.log(JSON.stringify(names))
  for (const row of await parquetReadObjects({ file, compressors })) console.log(JSON.stringify(names.map(name => plain(row[name]))))
}

// JSON has neither 64-bit integers nor infinities.
function plain(value) {
  if (typeof value === 'bigint') return Number(value)
  return typeof value === 'number' && !Number.isFinite(value) ? (value > 0 ? 'inf' : '-inf') : value ?? null
}
