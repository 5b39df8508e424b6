// Runs before anything is drawn, so that a light studio does not flash dark: the theme that studio/theme.ts remembered.
;(() => {
  let theme = 'system'
  try {
    theme = JSON.parse(localStorage.getItem('glimpse3d.theme')) ?? theme
  } catch {
    // Storage is refused or holds something else: as the system is.
  }
  if (theme !== 'dark' && theme !== 'light') {
    theme = matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark'
  }
  document.documentElement.dataset.theme = theme
})()
