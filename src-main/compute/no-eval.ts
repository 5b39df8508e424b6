import { config } from 'zod'

// The page's policy forbids making code out of text, which zod tries as soon as a schema is made: to be imported first.
config({ jitless: true })
