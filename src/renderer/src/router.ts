/** The pages and their addresses. */
import { createRouter, createWebHashHistory } from 'vue-router'
import { CaseResultPage, ResultPage } from '@/contribution'
import { CasePage, DataPage } from '@/dataset'
import { RunPage, RunsPage } from '@/run'
import { ScanPage, ScansPage } from '@/scan'
import { SettingsPage } from '@/settings'
import { SetupPage } from '@/setup'
import { AgainPage, StartPage, StudyPage } from '@/study'

/** Makes the router; addresses live behind the hash, so that no host needs to know them. */
export function createPageRouter() {
  return createRouter({
    history: createWebHashHistory(),
    routes: [
      { path: '/', name: 'start', component: StartPage },
      { path: '/study/:studyId', name: 'study', component: StudyPage, props: true },
      { path: '/study/:studyId/data', name: 'data', component: DataPage, props: true },
      { path: '/study/:studyId/case/:caseId', name: 'case', component: CasePage, props: true },
      { path: '/setup/:handle', name: 'setup', component: SetupPage, props: true },
      { path: '/runs', name: 'runs', component: RunsPage },
      { path: '/settings', name: 'settings', component: SettingsPage },
      { path: '/scans', name: 'scans', component: ScansPage },
      { path: '/scan/:scan', name: 'scan', component: ScanPage, props: true },
      { path: '/run/:run', name: 'run', component: RunPage, props: true },
      { path: '/run/:run/again', name: 'again', component: AgainPage, props: true },
      { path: '/run/:run/result', name: 'result', component: ResultPage, props: true },
      { path: '/run/:run/case/:caseId', name: 'case-result', component: CaseResultPage, props: true },
      { path: '/:rest(.*)', redirect: '/' },
    ],
  })
}
