//! The players that the sandbox knows.

use std::fmt;

use qq_cgi_model::model::{Command, Example, Model, Origin};

/// A logged-in player of an app.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Player {
    pub(crate) app: u64,
    pub(crate) openid: String,
    pub(crate) token: String,
}

/// Players by their access tokens.
#[derive(Default)]
pub(crate) struct Players(Vec<Player>);

impl Players {
    /// Every player whom an example of `model` shows with app id, openid and access token.
    pub(crate) fn of_examples(model: &Model) -> Self {
        let mut players = Self::default();
        for command in &model.commands {
            let shown = command.examples.iter().filter_map(|example| of_example(model, command, example));
            shown.for_each(|player| players.set(player));
        }
        players
    }

    /// Makes the token that of `player` and of nobody else.
    pub(crate) fn set(&mut self, player: Player) {
        self.0.retain(|known| known.token != player.token);
        self.0.push(player);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn find(&self, token: &str) -> Option<&Player> {
        self.0.iter().find(|player| player.token == token)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Player> {
        self.0.iter()
    }
}

fn of_example(model: &Model, command: &Command, example: &Example) -> Option<Player> {
    let text = |origin: &Origin| {
        let mut fields = model.wire_params(command).filter(move |field| field.origin == *origin);
        fields.find_map(|field| example.params.iter().find(|(name, _)| *name == field.name)).map(|(_, text)| text)
    };
    Some(Player {
        app: text(&Origin::AppId)?.parse().ok()?,
        openid: text(&Origin::OpenId)?.clone(),
        token: text(&Origin::AccessToken)?.clone(),
    })
}

/// Shows who, not the tokens.
impl fmt::Debug for Players {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter().map(|player| (player.app, &player.openid))).finish()
    }
}
