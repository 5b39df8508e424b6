// An engine that never gets ready.
console.error('the library it needs does not load')
process.exit(3)
