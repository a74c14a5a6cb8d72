/** What a set-up or the change of a connector is refused with, in German by the English words. */
export const setUpSentences: Record<string, string> = {
  'This set-up was changed in another window.': 'Diese Einrichtung wurde in einem anderen Fenster geändert.',
  'Open the step again, and look at what it says now.':
    'Öffnen Sie den Schritt noch einmal, und sehen Sie nach, was jetzt dort steht.',
  'This set-up was changed or discarded in another window.':
    'Diese Einrichtung wurde in einem anderen Fenster geändert oder verworfen.',
  'Open it again, and look at what it says now.':
    'Öffnen Sie sie noch einmal, und sehen Sie nach, was jetzt dort steht.',
  'This set-up is being finished in another window.':
    'Diese Einrichtung wird gerade in einem anderen Fenster abgeschlossen.',
  'Look at the connectors in a minute. If there is none of it after five minutes, press Finish again.':
    'Sehen Sie in einer Minute unter Datenconnectors nach. Ist nach fünf Minuten keiner daraus geworden, wählen Sie noch einmal Fertig stellen.',
  'A step of the set-up is missing.': 'Ein Schritt der Einrichtung fehlt.',
  'Go back to the step that is not done.': 'Gehen Sie zu dem Schritt zurück, der nicht erledigt ist.',
  'No connector was made: its user mapping was refused.':
    'Es wurde kein Connector angelegt: Seine Benutzerzuordnung wurde abgelehnt.',
  'A deleted connector had the same id, and gave these numbers to other users: choose another id on Name and schedule.':
    'Ein gelöschter Connector hatte dieselbe Kennung und gab diese Nummern anderen Benutzern: Wählen Sie unter Name und Zeitplan eine andere Kennung.',
  'Open User mapping: the file is checked anew there, and each of its rows that is in the way is named.':
    'Öffnen Sie die Benutzerzuordnung: Dort wird die Datei neu geprüft, und jede Zeile, die im Weg steht, ist genannt.',
  'Connector {} exists already.': 'Einen Connector {} gibt es schon.',
  'There is a connector {} already.': 'Einen Connector {} gibt es schon.',
  'A schedule for connector {} is there already.': 'Einen Zeitplan für den Connector {} gibt es schon.',
  'Connector {} archives this account and product already.':
    'Der Connector {} archiviert dieses Konto und Produkt schon.',
  'Connector {} was changed by somebody else at the same time.':
    'Connector {} wurde zur selben Zeit von jemand anderem geändert.',
  'Look at `connector show`, then give the change again.':
    'Sehen Sie sich die Seite neu an, und geben Sie die Änderung noch einmal ein.',
  'The secret {} is also that of connector {}, which has another login.':
    'Das Geheimnis {} ist auch das des Connectors {}, der sich anders anmeldet.',
  'Name another secret in the connector file, and give the password with it.':
    'Geben Sie diesem Connector ein eigenes Geheimnis: Nennen Sie in seiner Connectordatei ein anderes, auf der Befehlszeile.',
  'The file is for connector {}, not {}.': 'Die Datei ist für den Connector {}, nicht für {}.',
  'schedule.start was fixed when the connector was created.':
    'Der erste Tag steht fest, seit der Connector angelegt wurde.',
  'Leave it out, and use `backfill` for earlier days.':
    'Lassen Sie es, wie es ist, und starten Sie für frühere Tage eine Nacharchivierung.',
  'source.product cannot change.': 'Das Produkt lässt sich nicht ändern.',
  'Create a connector for the other product.': 'Fügen Sie für das andere Produkt einen Connector hinzu.',
  'Connector {} cannot be deleted: its rows do not belong together.':
    'Connector {} lässt sich nicht löschen: Seine gespeicherten Zeilen gehören nicht zusammen.',
  'Connector {} is being deleted.': 'Connector {} wird gerade gelöscht.',
  'Delete it once more where that has failed; nothing was changed.':
    'Löschen Sie ihn noch einmal, wenn das gescheitert ist; nichts wurde geändert.',
  'A connector has been made of this set-up.': 'Aus dieser Einrichtung ist schon ein Connector geworden.',
  'Change the login on the page of that connector.':
    'Ändern Sie die Anmeldung auf der Seite dieses Connectors.',
};
